package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.data.Size;
import headroom.bench.load.Measurement;
import headroom.bench.system.Program;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The server's own limit: the body of an allocation through the same stack, and nothing done. */
final class NoOp implements Section {
    private static final Users USERS = Users.of(Forest.TENANT, Size.SMALL.measuredTree());
    private static final int CROSS_CHECKED = 64;

    @Override
    public String name() {
        return "no-op";
    }

    @Override
    public void run(Run run, Size size) {
        for (int connections : List.of(8, CROSS_CHECKED, 256)) {
            Measurement seen = run.measure("no-op", connections, seed -> Posting.noOps(USERS, seed));
            run.findings().put("no-op/" + connections, seen.rate());
            if (connections == CROSS_CHECKED) {
                crossCheck(run, seen);
            }
        }
    }

    /** Another load generator must come to about the same. */
    private static void crossCheck(Run run, Measurement seen) {
        if (!Program.isInstalled("wrk")) {
            run.report().note("wrk is not installed: no second opinion on the load generator.");
            return;
        }
        try {
            Path script = run.logs().resolve("wrk.lua");
            Files.writeString(script, """
                    wrk.method = "POST"
                    wrk.headers["Content-Type"] = "application/json"
                    wrk.body = '%s'
                    """.formatted(Posting.sampleBody(USERS)));
            String printed = Program.run(
                    List.of(
                            "wrk",
                            "-t1",
                            "-c" + CROSS_CHECKED,
                            "-d" + run.form().window().counted().toSeconds() + "s",
                            "-s",
                            script.toString(),
                            run.service().server().url() + "/api/v1/no-op"),
                    Map.of());
            double rate = Program.number(printed, "Requests/sec:\\s+([0-9.]+)");
            run.report()
                    .note("The no-op at %d connections: %.0f/s by wrk, %.0f/s by this generator."
                            .formatted(CROSS_CHECKED, rate, seen.rate()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
