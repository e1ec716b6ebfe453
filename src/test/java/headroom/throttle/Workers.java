package headroom.throttle;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers at several servers that ask for permits, hold them for a moment and end them, until it is time. */
final class Workers {
    private static final String[] OUTCOMES = {"success", "dropped", "ignored"};

    private final List<Api> servers;
    private final String jobType;
    private final String more;
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();

    /** {@code more} is further members of each request, each beginning with a comma. */
    Workers(List<Api> servers, String jobType, String more) {
        this.servers = servers;
        this.jobType = jobType;
        this.more = more;
    }

    /** What they were answered when they asked, by status. */
    Map<Integer, AtomicInteger> work(int workers, Duration time) {
        Instant until = Instant.now().plus(time);
        Callers.call(workers, workers, i -> {
            while (Instant.now().isBefore(until)) {
                workOnce(servers.get(i % servers.size()));
            }
            return i;
        });
        return new TreeMap<>(answers);
    }

    private void workOnce(Api server) {
        String job = "{\"job_type\":\"" + jobType + "\",\"source\":\"git\"" + more + "}";
        Optional<Reply> reply = attempt(server, "permits", job);
        int status = reply.map(Reply::status).orElse(-1);
        answers.computeIfAbsent(status, unseen -> new AtomicInteger()).incrementAndGet();
        pause(status == 201 ? 4 : 1);
        if (status == 201) {
            String outcome = OUTCOMES[ThreadLocalRandom.current().nextInt(OUTCOMES.length)];
            attempt(
                    server,
                    "permits/" + reply.orElseThrow().text("/permit_id") + "/end",
                    "{\"outcome\":\"" + outcome + "\",\"duration_ms\":4}");
        }
    }

    /** Empty where the server died, or is dead. */
    private static Optional<Reply> attempt(Api server, String path, String body) {
        try {
            return server.attempt("POST", path, body);
        } catch (UncheckedIOException dead) {
            pause(20);
            return Optional.empty();
        }
    }

    private static void pause(int most) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(most + 1));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
