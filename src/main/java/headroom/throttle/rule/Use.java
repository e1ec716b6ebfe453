package headroom.throttle.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a throttle is in use.
 *
 * @param active permits that it counts and nobody has ended
 * @param overdue of these, whose time is over: their places are free, though they are counted until somebody ends them
 * @param slotFreeAt when the next place is free at the latest; null where that is not known
 * @param hour what was granted in the last hour
 * @param tokens what may be granted at a stretch; null where that has no limit
 */
public record Use(
        int active,
        int overdue,
        @Nullable Instant slotFreeAt,
        HourWindow hour,
        @Nullable Tokens tokens) {
    /** Clocks of databases that stand in for each other differ by less. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    public static Use none(@Nullable Tokens tokens) {
        return new Use(0, 0, null, HourWindow.EMPTY, tokens);
    }

    /** Permits that are live. */
    public int live() {
        return Math.max(0, active - overdue);
    }

    /** The same, where it does not know of a time that is to come; else the clock was set back, and it goes on from now. */
    Use notAhead(Instant now) {
        HourWindow window = hour.setBack(now);
        boolean isAhead = tokens != null && tokens.asOf().isAfter(now.plus(TOLERATED));
        Tokens bucket = isAhead ? Objects.requireNonNull(tokens).setBack(now) : tokens;
        return isAhead || !window.equals(hour) ? new Use(active, overdue, slotFreeAt, window, bucket) : this;
    }

    Use charged(int cost, Instant now, Instant expiresAt) {
        return new Use(
                active + 1,
                overdue,
                slotFreeAt == null || expiresAt.isBefore(slotFreeAt) ? expiresAt : slotFreeAt,
                hour.charged(cost, now),
                tokens == null ? null : tokens.at(now).take(cost));
    }

    /** A permit has ended. */
    Use freed() {
        return new Use(Math.max(0, active - 1), overdue, slotFreeAt, hour, tokens);
    }

    /** What a permit cost is given back. */
    Use givenBack(int cost, Instant grantedAt, Instant now) {
        return new Use(
                active,
                overdue,
                slotFreeAt,
                hour.givenBack(cost, grantedAt, now),
                tokens == null ? null : tokens.at(now).giveBack(cost, grantedAt));
    }

    /** With so many that nobody has ended. */
    public Use withActive(int permits) {
        return new Use(permits, 0, null, hour, tokens);
    }

    /** With so many of them overdue, and the next place free then. */
    public Use withOverdue(int permits, @Nullable Instant nextFree) {
        return new Use(active, permits, nextFree, hour, tokens);
    }

    /** With another bucket. */
    public Use withTokens(@Nullable Tokens others) {
        return new Use(active, overdue, slotFreeAt, hour, others);
    }
}
