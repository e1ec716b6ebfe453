package headroom.breaker.boundary;

import headroom.breaker.control.KnownBreakers;
import headroom.platform.DatabaseFailures;
import headroom.platform.DatabaseReach;
import headroom.platform.HealthNote;
import headroom.platform.Log;
import headroom.platform.Retries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database where it answers. While it does not, nobody waits for it: breakers go on with what the server knows, until the
 * timer has heard from it again. Thread-safe.
 */
@ApplicationScoped
public class Reaching implements HealthNote {
    private static final Log LOG = Log.of(Reaching.class);

    @Inject
    private KnownBreakers known;

    @Inject
    private DatabaseReach database;

    /** What the work yields, begun anew where it lost a race; empty where the database does not answer, or not in time. */
    <T> Optional<T> ask(Supplier<T> work) {
        return known.isAlone() ? Optional.empty() : tryAgain(work);
    }

    /**
     * The same, for who answers a caller: empty only where the database does not answer. Where it does, and it is this work that has to
     * wait too long, for a lock or a connection, the failure is thrown: nothing may be decided alone then.
     */
    <T> Optional<T> demand(Supplier<T> work) {
        Answered<T> answered = new Answered<>();
        if (!known.isAlone()) {
            attempt(work, answered).filter(failure -> !known.isAlone()).ifPresent(failure -> {
                throw failure;
            });
        }
        return Optional.ofNullable(answered.value);
    }

    /** The same as {@link #ask}, also where the database did not answer last: for who finds out whether it does again. */
    <T> Optional<T> tryAgain(Supplier<T> work) {
        Answered<T> answered = new Answered<>();
        return attempt(work, answered).isPresent() ? Optional.empty() : Optional.ofNullable(answered.value);
    }

    /** The failure, where it passes; any other is thrown. */
    private <T> Optional<RuntimeException> attempt(Supplier<T> work, Answered<T> answered) {
        Optional<RuntimeException> failed = Retries.attempt(() -> answered.value = Retries.call(work));
        failed.filter(failure -> !DatabaseFailures.isPassing(failure)).ifPresent(failure -> {
            throw failure;
        });
        failed.filter(failure -> !known.isAlone() && !database.answersAnybody()).ifPresent(this::lost);
        return failed;
    }

    /** Whether the database did not answer last. */
    boolean isAlone() {
        return known.isAlone();
    }

    private synchronized void lost(RuntimeException failure) {
        if (!known.isAlone()) {
            known.alone(true);
            LOG.error("the database does not answer; breakers go on with what is known here", Map.of(), failure);
        }
    }

    /** It answers again, and what was decided without it is settled. */
    void found() {
        if (known.isAlone()) {
            known.alone(false);
            LOG.info("the database answers again; breakers are those of all servers", Map.of());
        }
    }

    @Override
    public String name() {
        return "breakers";
    }

    @Override
    public Standing standing() {
        return known.isAlone() ? Standing.DEGRADED : Standing.UP;
    }

    private static final class Answered<T> {
        private @Nullable T value;
    }
}
