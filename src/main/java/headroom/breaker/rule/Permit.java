package headroom.breaker.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The answer to one who wants to call. */
public sealed interface Permit {
    <R> R fold(Function<? super Permitted, ? extends R> permitted, Function<? super Refused, ? extends R> refused);

    /**
     * The call may be made.
     *
     * @param state the state that the caller feels
     * @param era the era that the call's outcome belongs to
     * @param probe the probe that the call is, where the breaker is half open: it is to be ended by its outcome
     */
    record Permitted(State state, long era, Optional<ProbeId> probe) implements Permit {
        @Override
        public <R> R fold(
                Function<? super Permitted, ? extends R> permitted, Function<? super Refused, ? extends R> refused) {
            return permitted.apply(this);
        }
    }

    /**
     * The call must not be made.
     *
     * @param state the state that the caller feels
     * @param retryAt before this instant the answer changes only if a probe ends or a person intervenes
     */
    record Refused(State state, Instant retryAt) implements Permit {
        @Override
        public <R> R fold(
                Function<? super Permitted, ? extends R> permitted, Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }

    /**
     * A permit as judged.
     *
     * @param step what the breaker has become by asking: equal to what it was unless it moved or lent a probe
     * @param permit the answer
     */
    record Asked(Step step, Permit permit) {}
}
