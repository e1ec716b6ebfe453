package headroom.bench.report;

import headroom.bench.load.CpuTimes;
import headroom.bench.load.Measurement;
import headroom.bench.system.ProcStat;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What a run has found, line by line while it runs, and as a page at its end. Used by one thread. */
public final class Report {
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder notes = new StringBuilder();
    private final Table aims = new Table("aim", "wanted", "measured", "");
    private final Table requests = new Table(
            "requests",
            "connections",
            "2xx/s",
            "work/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "others",
            "server us",
            "database us",
            "generator us");
    private final Table database = new Table("one transaction a request (pgbench)", "clients", "per second", "mean ms");
    private final Table rules = new Table("rule", "us", "+/-");
    private final Table json = new Table("JSON by", "what", "us", "+/-");

    public Report(String form) {
        head.append("# Benchmark, %s form, %s\n\n".formatted(form, LocalDate.now(ZoneOffset.UTC)));
        head.append("%d processors, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.version")));
    }

    /** Says what goes on. */
    public void step(String words) {
        System.out.printf("%s  %s%n", LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS), words);
    }

    public void environment(String postgres, List<String> serverOptions) {
        head.append(", PostgreSQL %s, server with %s".formatted(postgres, String.join(" ", serverOptions)));
    }

    /** A line of text below the tables. */
    public void note(String words) {
        step(words);
        notes.append("- ").append(words).append('\n');
    }

    /** Of the server, which must not grow with the data. */
    public void memory(long pid) {
        note("Memory of the server: %d MiB resident at the end, %d MiB at most."
                .formatted(ProcStat.statusMebibytes(pid, "VmRSS"), ProcStat.statusMebibytes(pid, "VmHWM")));
    }

    public void request(String words, int connections, Measurement seen) {
        CpuTimes cpu = seen.cpuPerRequest();
        requests.add(
                words,
                String.valueOf(connections),
                whole(seen.rate()),
                whole(seen.workRate()),
                tenths(seen.latencyMillis(50)),
                tenths(seen.latencyMillis(99)),
                tenths(seen.latencyMillis(99.9)),
                seen.others().isEmpty() ? "0" : seen.others().toString(),
                whole(cpu.server()),
                whole(cpu.database()),
                whole(cpu.generator()));
        step("%s, %d connections: %s/s, p99 %s ms, others %s"
                .formatted(words, connections, whole(seen.workRate()), tenths(seen.latencyMillis(99)), seen.others()));
    }

    public void transactions(String words, int clients, double rate, double meanMillis) {
        database.add(words, String.valueOf(clients), whole(rate), tenths(meanMillis));
        step("%s, %d clients: %s/s".formatted(words, clients, whole(rate)));
    }

    public void rule(String name, double micros, double error) {
        rules.add(name, thousandths(micros), thousandths(error));
    }

    public void json(String form, String what, double micros, double error) {
        json.add(form, what, thousandths(micros), thousandths(error));
    }

    /** The page. */
    public String markdown(Findings findings) {
        Aim.all(findings).forEach(aim -> aims.add(aim.words(), aim.wanted(), aim.measured(), aim.verdict()));
        StringBuilder page = new StringBuilder(head).append("\n\n").append(aims.markdown());
        for (Table table : List.of(requests, database, rules, json)) {
            if (!table.isEmpty()) {
                page.append('\n').append(table.markdown());
            }
        }
        return page.append('\n').append(notes).toString();
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String thousandths(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
