package headroom.governance.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a lender's returning demand comes back to it. What idles with the borrowers is back at once; what they use they may go
 * on using, one job after the other, until the grace is over. A lender that comes and goes makes its borrowers stop ever more
 * rarely: each reclaim within {@link #LONGEST} after the last one doubles the grace, up to that.
 *
 * @param since when the demand came back that is not met yet; none when null
 * @param count reclaims in a row, the running one included
 * @param endedAt when the last one ended; never when null
 */
public record Reclaim(
        @Nullable Instant since, int count, @Nullable Instant endedAt) {
    public static final Reclaim NONE = new Reclaim(null, 0, null);

    /** A grace is never longer, and after so long without a reclaim the next is the first again. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int MOST_DOUBLINGS = 10;

    /** How it goes on at {@code now}, with the lender lacking what is reserved for it and wanted, or not. */
    public Reclaim at(Instant now, boolean lacking) {
        if (lacking == (since != null)) {
            return this;
        }
        if (!lacking) {
            return new Reclaim(null, count, now);
        }
        boolean again = endedAt != null && now.isBefore(endedAt.plus(LONGEST));
        return new Reclaim(now, again ? Math.min(count + 1, MOST_DOUBLINGS) : 1, endedAt);
    }

    /** Whether those who use what it wants back may still go on at {@code now}. */
    public boolean isInGrace(Instant now, Duration grace) {
        return since != null && now.isBefore(since.plus(graceOf(grace)));
    }

    private Duration graceOf(Duration grace) {
        Duration doubled = grace.multipliedBy(1L << Math.max(0, count - 1));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
