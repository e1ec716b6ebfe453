package headroom.breaker.rule;

import java.time.Instant;

/**
 * One move of a breaker, as it is written down and told.
 *
 * @param from where it stood
 * @param to where it stands now; never the same
 * @param cause why
 * @param generation the breaker's generation after it: only who stores this one tells of it
 * @param at when
 */
public record Transition(Standing from, Standing to, Cause cause, long generation, Instant at) {
    /** Refuses a move that the table does not hold: that is a bug. */
    public Transition {
        if (!cause.allows(from, to)) {
            throw new IllegalArgumentException("no breaker moves from " + from + " to " + to + " by " + cause);
        }
    }
}
