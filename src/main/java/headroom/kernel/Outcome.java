package headroom.kernel;

import java.util.function.Function;

/**
 * How a use case ended: done, with its value, or refused. Sealed, and read by {@link #fold}, so that no caller can
 * forget the refusal.
 *
 * @param <T> what the use case yields
 */
public sealed interface Outcome<T> {
    <R> R fold(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused);

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** The same end with another value. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
        return fold(value -> done(function.apply(value)), Outcome::refused);
    }

    /** Goes on with the value; a refusal stays. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
        return fold(next, Outcome::refused);
    }

    record Done<T>(T value) implements Outcome<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused) {
            return done.apply(value);
        }
    }

    record Refused<T>(Refusal refusal) implements Outcome<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused) {
            return refused.apply(refusal);
        }
    }
}
