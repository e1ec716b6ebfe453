package headroom.platform.downstream;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a call ended: with a value, with a failure of the service or the way to it, or refused on this side. Sealed, and read
 * by {@link #fold}, so that no caller can forget an end.
 *
 * @param <T> what the call yields
 */
public sealed interface Ended<T> {
    <R> R fold(
            Function<? super T, ? extends R> value,
            Function<? super IOException, ? extends R> failed,
            Function<? super Refused<T>, ? extends R> refused);

    /** Why a call was not made, or not waited for. */
    enum Why {
        /** The service was ill lately. It was not called. */
        OPEN,
        /** As many calls as are permitted are under way. It was not called. */
        TOO_MANY,
        /** The service asks for fewer calls. It was not called. */
        PRESSED,
        /** It did not answer within the time limit. What it did is not known. */
        TIMED_OUT
    }

    record Value<T>(T value) implements Ended<T> {
        @Override
        public <R> R fold(
                Function<? super T, ? extends R> with,
                Function<? super IOException, ? extends R> failed,
                Function<? super Refused<T>, ? extends R> refused) {
            return with.apply(value);
        }
    }

    record Failed<T>(IOException why) implements Ended<T> {
        @Override
        public <R> R fold(
                Function<? super T, ? extends R> value,
                Function<? super IOException, ? extends R> failed,
                Function<? super Refused<T>, ? extends R> refused) {
            return failed.apply(why);
        }
    }

    /**
     * Refused.
     *
     * @param retryAt before this instant another call would be refused too; only where the service was ill, or asks for it
     */
    record Refused<T>(Why why, Optional<Instant> retryAt) implements Ended<T> {
        @Override
        public <R> R fold(
                Function<? super T, ? extends R> value,
                Function<? super IOException, ? extends R> failed,
                Function<? super Refused<T>, ? extends R> refused) {
            return refused.apply(this);
        }
    }
}
