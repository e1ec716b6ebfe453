package headroom.webhook.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: after {@link #FIRST}, each time after twice as long, at most {@link #LONGEST},
 * and each time somewhere in the second half of that, so that what failed together does not come back together. Not any more
 * once {@link #GIVEN_UP} has gone by since the event. With that a delivery is tried about thirty times.
 */
public final class RetrySchedule {
    public static final Duration FIRST = Duration.ofSeconds(5);
    public static final Duration LONGEST = Duration.ofHours(1);
    public static final Duration GIVEN_UP = Duration.ofHours(24);

    /** From here on the pause is the longest anyway. */
    private static final int MAX_DOUBLINGS = 20;

    private RetrySchedule() {}

    /**
     * The next attempt; none where it is given up.
     *
     * @param attempts made so far, at least 1
     * @param since when the delivery came to be
     * @param now when the last attempt ended
     * @param jitter 0.0 for half of the pause, to 1.0 for all of it
     */
    public static Optional<Instant> next(int attempts, Instant since, Instant now, double jitter) {
        if (attempts < 1 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException(
                    "attempts are at least 1, jitter is 0 to 1, was " + attempts + ", " + jitter);
        }
        long whole = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS));
        Instant next = now.plusMillis(whole / 2 + Math.round(whole / 2.0 * jitter));
        return next.isAfter(since.plus(GIVEN_UP)) ? Optional.empty() : Optional.of(next);
    }
}
