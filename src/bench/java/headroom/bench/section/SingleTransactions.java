package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.data.Statements;
import headroom.bench.system.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What one transaction for each request comes to on the same PostgreSQL, without HTTP. */
final class SingleTransactions implements Section {
    /** Name of the script and of the finding, and words for the reader. */
    private static final Map<String, String> WAYS = Map.of(
            "replaced", "sums and inserts, no lock (the replaced service)",
            "locked", "locked function");

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public void run(Run run, Size size) {
        if (!Program.isInstalled("pgbench")) {
            run.report().note("pgbench is not installed (Debian: postgresql-contrib): nothing to compare with.");
            return;
        }
        for (String way : List.of("replaced", "locked")) {
            run.service().database().execute(List.of(Statements.resource("single-transaction.sql")));
            run.service().database().execute(List.of("vacuum analyze", "checkpoint"));
            for (int clients : List.of(1, 16, 64)) {
                measure(run, way, clients);
            }
        }
        run.service().database().execute(List.of("drop schema single_transaction cascade"));
    }

    private static void measure(Run run, String way, int clients) {
        try {
            Path script =
                    Files.writeString(run.logs().resolve(way + ".pgbench"), Statements.resource(way + ".pgbench"));
            String printed = Program.run(
                    List.of(
                            "pgbench",
                            "--no-vacuum",
                            "--protocol=prepared",
                            "--client=" + clients,
                            "--jobs=1",
                            "--time=" + run.form().window().counted().toSeconds(),
                            "--file=" + script),
                    run.service().database().clientEnvironment());
            double rate = Program.number(printed, "tps = ([0-9.]+)");
            run.findings().put(way + "/" + clients, rate);
            run.report()
                    .transactions(WAYS.get(way), clients, rate, Program.number(printed, "latency average = ([0-9.]+)"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
