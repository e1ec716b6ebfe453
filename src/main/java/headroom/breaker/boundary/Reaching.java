package headroom.breaker.boundary;

import headroom.breaker.control.KnownBreakers;
import headroom.platform.DatabaseFailures;
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

    /** What the work yields, begun anew where it lost a race; empty where the database does not answer. */
    <T> Optional<T> ask(Supplier<T> work) {
        return known.isAlone() ? Optional.empty() : tryAgain(work);
    }

    /** The same, also where the database did not answer last: for who finds out whether it does again. */
    <T> Optional<T> tryAgain(Supplier<T> work) {
        Answered<T> answered = new Answered<>();
        Optional<RuntimeException> failed = Retries.attempt(() -> answered.value = Retries.call(work));
        failed.filter(failure -> !DatabaseFailures.isPassing(failure)).ifPresent(failure -> {
            throw failure;
        });
        failed.ifPresent(this::lost);
        return failed.isPresent() ? Optional.empty() : Optional.ofNullable(answered.value);
    }

    private void lost(RuntimeException failure) {
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
