package headroom.platform.downstream;

import headroom.kernel.TenantId;
import java.io.IOException;
import java.util.Optional;

/**
 * One call of a service that somebody else runs.
 *
 * @param <T> what it yields
 */
@FunctionalInterface
public interface Call<T> {
    /**
     * Makes the call, on a thread of its own; called once.
     *
     * @throws IOException where it failed
     */
    T make() throws IOException;

    /** Whether what it yielded speaks for the service being well. */
    default boolean isGood(T value) {
        return true;
    }

    /** What it says of the service asking for fewer calls. */
    default Optional<Pushback> pushback(T value) {
        return Optional.empty();
    }

    /** The same of a failure. */
    default Optional<Pushback> pushback(Throwable failure) {
        return PushedBackException.in(failure);
    }

    /** On whose behalf it is made; empty where on no tenant's. */
    default Optional<TenantId> tenant() {
        return Optional.empty();
    }

    /** Whether it repeats no call before it. */
    default boolean isFirstAttempt() {
        return true;
    }

    /** Ends the call from another thread, because nobody waits for it any more: it should fail soon. */
    default void abandon() {}
}
