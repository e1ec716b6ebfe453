package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.load.Measurement;
import headroom.bench.load.Pace;
import headroom.bench.load.Talk;
import headroom.bench.load.Window;
import headroom.bench.system.ProcStat;
import headroom.bench.talk.AllocatingAndReleasing;
import headroom.bench.talk.Tally;
import headroom.bench.talk.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Allocations of one heavy tenant and four quiet ones: what the server serves at most, and then, in an open loop, three times that. What
 * is offered does not wait for what is answered; of each tenant in proportion to its connections.
 */
final class Overload implements Section {
    private static final int PEAK_CONNECTIONS = 64;
    private static final int CONNECTIONS = 1_200;

    /** Of so many connections one is a quiet tenant's. */
    private static final int QUIET_ONE_IN = 40;

    private static final List<String> QUIET =
            List.of("bench-quiet-1", "bench-quiet-2", "bench-quiet-3", "bench-quiet-4");
    private static final double TIMES = 3;
    private static final int ROUNDS = 3;
    private static final Duration LEAD_IN = Duration.ofSeconds(10);
    private static final Duration COUNTED = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public void run(Run run, Size size) {
        Map<String, Users> users = new LinkedHashMap<>();
        users.put("heavy", run.users(size.measuredTree()));
        for (String tenant : QUIET) {
            run.service().tokens().registerTenant(tenant);
            run.service().tokens().registerClient(tenant);
            run.service().loader().oneTree(tenant);
            users.put(tenant, Users.of(run.token(tenant), 1));
        }
        Window window = run.form().window();
        double peak = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Measurement seen = run.load(PEAK_CONNECTIONS, mixed(users, new LinkedHashMap<>()), Pace.closed(), window);
            run.report().request("five tenants, closed loop", PEAK_CONNECTIONS, seen);
            peak = Math.max(peak, seen.rate());
        }
        run.findings().put("overload/peak", peak);
        // What refuses is compiled only when something is refused.
        run.load(
                CONNECTIONS,
                mixed(users, new LinkedHashMap<>()),
                Pace.open(TIMES * peak),
                new Window(LEAD_IN, COUNTED));
        double least = Double.MAX_VALUE;
        long releasesRefused = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Map<String, Tally> tallies = new LinkedHashMap<>();
            Measurement seen =
                    run.load(CONNECTIONS, mixed(users, tallies), Pace.open(TIMES * peak), new Window(LEAD_IN, COUNTED));
            run.report().request("three times the peak, round " + round, CONNECTIONS, seen);
            least = Math.min(least, seen.rate());
            releasesRefused += told(run, tallies, seen, peak);
        }
        run.findings().put("overload/least", least);
        run.findings().put("overload/releases-refused", releasesRefused);
    }

    private static LongFunction<Talk> mixed(Map<String, Users> users, Map<String, Tally> tallies) {
        List<String> names = new ArrayList<>(users.keySet());
        return seed -> {
            int quiet = seed % QUIET_ONE_IN == 0 ? 1 + (int) (seed / QUIET_ONE_IN % QUIET.size()) : 0;
            String name = names.get(quiet);
            return tallies.computeIfAbsent(quiet == 0 ? name : "quiet", anew -> new Tally())
                    .of(new AllocatingAndReleasing(users.get(name), seed));
        };
    }

    private static long told(Run run, Map<String, Tally> tallies, Measurement seen, double peak) {
        long refused =
                tallies.values().stream().mapToLong(Tally::releasesRefused).sum();
        StringBuilder words = new StringBuilder(String.format(
                Locale.ROOT,
                "Three times the peak: %.0f/s were due, %.0f/s answered 2xx (%.2f of the peak), others %s; releases refused %d;",
                TIMES * peak,
                seen.rate(),
                seen.rate() / peak,
                seen.others(),
                refused));
        tallies.forEach((tenant, tally) -> words.append(String.format(
                Locale.ROOT, " %s: %.1f %% of its allocations admitted,", tenant, 100 * tally.admitted())));
        words.append(String.format(
                Locale.ROOT,
                " server %.0f us and generator %.0f us of processor time a request; old generation after its last"
                        + " collection %.0f MiB, %d MiB resident; state %.0f.",
                seen.cpuPerRequest().server(),
                seen.cpuPerRequest().generator(),
                run.service()
                                .server()
                                .metric("jvm_memory_pool_collection_used_bytes{pool=\"Tenured Gen\"}")
                                .orElse(0)
                        / (1 << 20),
                ProcStat.statusMebibytes(run.service().server().pid(), "VmRSS"),
                run.service().server().metric("headroom_load_state").orElse(-1)));
        run.report().note(words.toString());
        return refused;
    }
}
