package headroom.throttle.rule;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was granted in the last hour, by the minute: a sliding window that counts the minute that runs and the 60 before it. So in no hour,
 * wherever it begins, more is granted than the limit; what was granted is free again 60 to 61 minutes later. A token bucket of
 * an hour would grant nearly twice the limit in its first hour, a count that begins anew each hour twice the limit around its turn.
 * A value; whole minutes of UTC.
 *
 * @param costs by minute since the epoch, each above 0
 */
public record HourWindow(SortedMap<Long, Long> costs) {
    public static final HourWindow EMPTY = new HourWindow(new TreeMap<>());

    /** Minutes before the one that runs that count. */
    static final int MINUTES = 60;

    private static final long SECONDS = 60;

    public HourWindow {
        costs = new TreeMap<>(costs);
    }

    /** What counts now. */
    public long used(Instant now) {
        return counting(now).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Where the clock was set back: what was granted in minutes that are still to come counts as of now. */
    HourWindow setBack(Instant now) {
        long last = minute(now);
        if (costs.isEmpty() || costs.lastKey() <= last + 1) {
            return this;
        }
        TreeMap<Long, Long> after = new TreeMap<>();
        costs.forEach((minute, cost) -> after.merge(Math.min(minute, last), cost, Long::sum));
        return new HourWindow(after);
    }

    /** With a grant of now; without what does not count any more. */
    HourWindow charged(long cost, Instant now) {
        TreeMap<Long, Long> after = new TreeMap<>(counting(now));
        after.merge(minute(now), cost, Long::sum);
        return new HourWindow(after);
    }

    /** Without a grant of then, as far as it was counted and counts still. */
    HourWindow givenBack(long cost, Instant grantedAt, Instant now) {
        TreeMap<Long, Long> after = new TreeMap<>(counting(now));
        after.computeIfPresent(minute(grantedAt), (minute, counted) -> counted > cost ? counted - cost : null);
        return new HourWindow(after);
    }

    /** When so much fits below the limit if nothing else is granted: now, or when a minute ceases to count; never where it is above the limit. */
    Optional<Instant> fitsAt(long cost, long limit, Instant now) {
        long used = used(now);
        if (used + cost <= limit) {
            return Optional.of(now);
        }
        for (Map.Entry<Long, Long> minute : counting(now).entrySet()) {
            used -= minute.getValue();
            if (used + cost <= limit) {
                return Optional.of(end(minute.getKey()));
            }
        }
        return Optional.empty();
    }

    private NavigableMap<Long, Long> counting(Instant now) {
        return ((NavigableMap<Long, Long>) costs).tailMap(minute(now) - MINUTES, true);
    }

    /** The first instant at which the minute does not count any more. */
    private static Instant end(long minute) {
        return Instant.ofEpochSecond((minute + MINUTES + 1) * SECONDS);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }
}
