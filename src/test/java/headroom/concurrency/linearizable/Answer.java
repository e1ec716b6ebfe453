package headroom.concurrency.linearizable;

import java.util.List;

/** What a client hears. */
sealed interface Answer {
    /** One node that a request does not fit. */
    record Misfit(String quota, long limit, long usage) {
        @Override
        public String toString() {
            return "%s has %d of %d".formatted(quota, usage, limit);
        }
    }

    record Admitted(String allocation) implements Answer {}

    record Denied(long maxGrantable, List<Misfit> misfits) implements Answer {}

    record AlreadyExists(String allocation) implements Answer {}

    /** A step was taken, a limit was changed. */
    record Done() implements Answer {}

    /** The allocation had been released before. */
    record AlreadyReleased() implements Answer {}

    /** The allocation is not in a state for this. */
    record Conflict() implements Answer {}

    /** The limit cannot stand between those above and below. */
    record InvalidLimit() implements Answer {}

    record Judged(boolean allowed, long maxGrantable, List<Misfit> misfits) implements Answer {}

    record Usage(long limit, long usage, long own, long reserved, long headroom) implements Answer {}

    /** There is no such allocation. */
    record NotFound() implements Answer {}

    /** The server took the request up for certain not at all: too many requests, or nobody there. */
    record TurnedAway(String why) implements Answer {}
}
