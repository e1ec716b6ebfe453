package headroom.concurrency.crash;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Reply;
import headroom.testing.TestServer;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that may die at any time, and the answers that it owes while it lives. Thread-safe. */
final class MortalServer {
    /** Beside these a living server answers nothing to a right request: refused by the rules, throttled, not available. */
    private static final Set<Integer> ANSWERS = Set.of(200, 201, 409, 429, 503);

    private final TestServer server;
    private final Api api;
    /** Odd from the moment before a kill until it is up again. */
    private final AtomicInteger lives = new AtomicInteger();

    MortalServer(TestServer server, Api api) {
        this.server = server;
        this.api = api.at(server);
    }

    Api api() {
        return api;
    }

    void killAndLaunch() {
        lives.incrementAndGet();
        server.kill();
        server.launch();
    }

    void awaitReady() {
        server.awaitReady();
        if (isDying()) {
            lives.incrementAndGet();
        }
    }

    boolean isDying() {
        return lives.get() % 2 == 1;
    }

    /** What the server says; only a dying one may say nothing or be gone. */
    Outcome send(Request request) {
        int life = lives.get();
        boolean taken = true;
        Optional<Reply> reply = Optional.empty();
        try {
            Api keyed =
                    request.key().map(key -> api.with("Idempotency-Key", key)).orElse(api);
            reply = keyed.attempt(request.method(), request.path(), request.body());
        } catch (UncheckedIOException nobodyThere) {
            taken = false;
        }
        if (reply.isPresent()) {
            assertThat(ANSWERS)
                    .as("%s answered %s", request, reply.get().http().body())
                    .contains(reply.get().status());
        } else {
            assertThat(life % 2 == 1 || lives.get() != life)
                    .as("no answer to %s, though the server was not killed", request)
                    .isTrue();
        }
        return new Outcome(taken, reply);
    }

    /**
     * What became of a request.
     *
     * @param taken false where nobody was there to take it
     */
    record Outcome(boolean taken, Optional<Reply> reply) {
        /** It has certainly not taken effect, and will not. */
        boolean isTurnedAway() {
            return !taken
                    || reply.filter(answer -> answer.status() == 429 || isConflict(answer))
                            .isPresent();
        }

        /** It may have taken effect. */
        boolean isUnknown() {
            return taken && reply.filter(answer -> answer.status() != 503).isEmpty();
        }

        private static boolean isConflict(Reply reply) {
            return reply.status() == 409 && reply.text("/type").equals("urn:headroom:problem:conflict");
        }
    }
}
