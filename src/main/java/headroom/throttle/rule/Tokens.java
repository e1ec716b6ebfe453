package headroom.throttle.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket at a moment: full when new, refilled evenly with time, never above its capacity. A value: each step yields another.
 * Implementations are exact to a token, and keep the fractions.
 */
public interface Tokens {
    /** The bucket so much later; the same where that is earlier than what it knows. */
    Tokens at(Instant now);

    /** The moment that it is known of. */
    Instant asOf();

    /** The same bucket, known of this earlier moment: the clock was set back, and it is to be refilled from there. */
    Tokens setBack(Instant now);

    /** Whole tokens that are in it. */
    long available();

    /** With so many fewer tokens; at most {@link #available}. */
    Tokens take(int cost);

    /**
     * With what was taken at some time and has not been used: as much more as would be in it, had that never been taken. What would have flown over
     * since then is not given back; so in no stretch of time more is used than the capacity and what that time refills.
     */
    Tokens giveBack(int cost, Instant takenAt);

    /** How long it is until so many are in it, at least as many as its capacity holds; nothing where they are. */
    Duration untilHolds(long tokens);
}
