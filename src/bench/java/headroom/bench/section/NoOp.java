package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.system.Program;
import headroom.bench.talk.Posting;
import headroom.bench.talk.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The server's own limit: the body of an allocation through the same stack, and nothing done. */
final class NoOp implements Section {
    private static final int CROSS_CHECKED = 64;

    @Override
    public String name() {
        return "no-op";
    }

    @Override
    public void run(Run run, Size size) {
        measure(run, 8);
        double before = measure(run, CROSS_CHECKED);
        OptionalDouble other = otherGenerator(run);
        double after = measure(run, CROSS_CHECKED);
        measure(run, 256);
        run.report()
                .note(
                        other.isEmpty()
                                ? "wrk is not installed: no second opinion on the load generator."
                                : "The no-op at %d connections: %.0f/s by wrk; by this generator %.0f/s before, %.0f/s after."
                                        .formatted(CROSS_CHECKED, other.getAsDouble(), before, after));
    }

    private static double measure(Run run, int connections) {
        Users users = users(run);
        double rate = run.measure("no-op", connections, seed -> Posting.noOps(users, seed))
                .rate();
        run.findings().putLargest("no-op/" + connections, rate);
        return rate;
    }

    private static Users users(Run run) {
        return run.users(Size.SMALL.measuredTree());
    }

    /** Another load generator must come to about the same. */
    private static OptionalDouble otherGenerator(Run run) {
        if (!Program.isInstalled("wrk")) {
            return OptionalDouble.empty();
        }
        try {
            Users users = users(run);
            Path script = run.logs().resolve("wrk.lua");
            Files.writeString(script, """
                    wrk.method = "POST"
                    wrk.headers["Content-Type"] = "application/json"
                    wrk.headers["Authorization"] = "Bearer %s"
                    wrk.body = '%s'
                    """.formatted(users.token(), Posting.sampleBody(users)));
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
            return OptionalDouble.of(Program.number(printed, "Requests/sec:\\s+([0-9.]+)"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
