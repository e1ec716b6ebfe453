package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.load.Measurement;
import headroom.bench.load.Pace;
import headroom.bench.load.Window;
import headroom.bench.talk.AllocatingAndReleasing;
import headroom.bench.talk.Users;
import java.time.Duration;

/** How long an answer takes at half of the peak, in an open loop: from the time it was due. */
final class Latency implements Section {
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void run(Run run, Size size) {
        String peak = HotTree.NAME + "/" + HotTree.PEAK_CONNECTIONS;
        if (run.findings().get(peak).isEmpty()) {
            HotTree.measure(run, size, HotTree.PEAK_CONNECTIONS);
        }
        double rate = run.findings().get(peak).orElseThrow() / 2;
        Users users = run.users(size.measuredTree());
        Duration counted = run.form().window().counted().multipliedBy(2);
        Measurement seen = run.load(
                CONNECTIONS,
                seed -> new AllocatingAndReleasing(users, seed),
                Pace.open(rate),
                new Window(run.form().window().leadIn(), counted));
        run.report().request("open loop, half of the peak", CONNECTIONS, seen);
        run.report()
                .note(
                        "Open loop: %.0f/s were due, %.0f/s answered 2xx; p50 %.1f, p99 %.1f, p99.9 %.1f ms. Sent late by the generator: p99 %.2f ms."
                                .formatted(
                                        rate,
                                        seen.rate(),
                                        seen.latencyMillis(50),
                                        seen.latencyMillis(99),
                                        seen.latencyMillis(99.9),
                                        seen.sentLateMillis(99)));
        run.findings().put("latency/p99", seen.latencyMillis(99));
    }
}
