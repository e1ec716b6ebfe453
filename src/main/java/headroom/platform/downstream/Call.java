package headroom.platform.downstream;

import java.io.IOException;

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

    /** Ends the call from another thread, because nobody waits for it any more: it should fail soon. */
    default void abandon() {}
}
