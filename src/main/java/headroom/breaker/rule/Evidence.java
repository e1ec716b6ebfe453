package headroom.breaker.rule;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The buckets of one era, of all servers. The order in which they arrive does not matter, nor does it whether one
 * arrives twice.
 *
 * <p>Several servers, each in batches of up to a second, cannot tell which of two calls in the same second was first, so
 * the smallest thing that has a place in time is a <em>second</em>: the buckets of all servers that begin together. Both windows
 * are made of whole seconds.
 *
 * <ul>
 *   <li>A time window of n seconds is the current second and the n - 1 before it: the last n seconds less the part of the
 *       current one that is still to come. A bucket from a server whose clock is ahead counts as one of the newest.
 *   <li>A count window of n calls is the newest seconds that together hold at least n calls. It holds the newest n calls
 *       always, and beside them the rest of its oldest second: between n and n - 1 + (the calls of that second). With at most one
 *       call in a second it is exactly the newest n. Rates are taken of all calls in it, each a real one, counted once and
 *       never scaled, and {@code minimum_calls} is compared to their number: therefore it never opens on fewer. What is still
 *       under way from a server is missing, at most its last second; it makes the window reach further back, not smaller.
 * </ul>
 *
 * <p>Consecutive failures are counted from the newest second backwards. In a second in which no call succeeded, all
 * failures count. In one with successes the last of them came from some server, and after it came at least the failures at that
 * server's end: so the smallest of these counts, and the counting stops. This is exact for one server and never too high for
 * several.
 *
 * @param buckets oldest first, those of one second by server; each (server, second) once, none empty
 */
public record Evidence(List<Bucket> buckets) {
    private static final Comparator<Bucket> IN_TIME =
            Comparator.comparing(Bucket::start).thenComparing(Bucket::instance);

    public static final Evidence NONE = new Evidence(List.of());

    public Evidence {
        buckets = buckets.stream().sorted(IN_TIME).toList();
        for (int i = 1; i < buckets.size(); i++) {
            if (buckets.get(i).isSameAs(buckets.get(i - 1))) {
                throw new IllegalArgumentException("a server has one bucket in a second, was " + buckets.get(i));
            }
        }
    }

    /** With these buckets added; of two for the same server and second the one with more calls stays. */
    public Evidence with(Collection<Bucket> news) {
        TreeMap<Bucket, Bucket> all = new TreeMap<>(IN_TIME);
        buckets.forEach(bucket -> all.put(bucket, bucket));
        for (Bucket bucket : news) {
            if (bucket.counts().calls() > 0) {
                all.merge(bucket, bucket, Evidence::larger);
            }
        }
        return new Evidence(List.copyOf(all.values()));
    }

    /** Without the buckets that are neither in the window nor part of the failures in a row. */
    public Evidence trimmed(Configuration configuration, Instant now) {
        int kept = Math.min(
                windowFrom(configuration, now), failuresInARow(configuration).from());
        return kept == 0 ? this : new Evidence(buckets.subList(kept, buckets.size()));
    }

    /** What is judged now. */
    public Window window(Configuration configuration, Instant now) {
        Counts sum = Counts.NONE;
        Map<String, Counts> callers = new HashMap<>();
        for (Bucket bucket : buckets.subList(windowFrom(configuration, now), buckets.size())) {
            sum = sum.plus(bucket.counts());
            bucket.callers().forEach((caller, part) -> callers.merge(caller, part, Counts::plus));
        }
        return new Window(sum, callers);
    }

    /** How many calls there are, in the window or not. */
    public long calls() {
        return buckets.stream().mapToLong(bucket -> bucket.counts().calls()).sum();
    }

    /** The failures since the last success, as far back as the configuration asks; none where it does not. */
    Row failuresInARow(Configuration configuration) {
        Integer wanted = configuration.consecutiveFailures();
        long failures = 0;
        int from = buckets.size();
        int whole = from;
        while (wanted != null && failures < wanted && from > 0) {
            int second = beginOfSecond(from - 1);
            Second heard = second(second, from);
            failures += heard.failedLast();
            from = second;
            if (heard.succeeded()) {
                break;
            }
            whole = second;
        }
        Map<String, Counts> callers = new HashMap<>();
        for (Bucket bucket : buckets.subList(whole, buckets.size())) {
            bucket.callers().forEach((caller, part) -> callers.merge(caller, part, Counts::plus));
        }
        return new Row(failures, from, callers);
    }

    /**
     * @param failures how many
     * @param from the index of the first bucket that was looked at
     * @param callers the parts of those known, of the seconds without a success
     */
    record Row(long failures, int from, Map<String, Counts> callers) {}

    private record Second(boolean succeeded, long failedLast) {}

    private Second second(int from, int to) {
        List<Bucket> servers = buckets.subList(from, to);
        List<Bucket> withSuccess =
                servers.stream().filter(bucket -> bucket.counts().ok() > 0).toList();
        return withSuccess.isEmpty()
                ? new Second(
                        false,
                        servers.stream()
                                .mapToLong(bucket -> bucket.counts().failed())
                                .sum())
                : new Second(
                        true,
                        withSuccess.stream()
                                .mapToLong(Bucket::failedInARow)
                                .min()
                                .orElse(0));
    }

    private int windowFrom(Configuration configuration, Instant now) {
        int from = buckets.size();
        long calls = 0;
        Instant before = Instant.ofEpochSecond(now.getEpochSecond() - configuration.windowSize());
        while (from > 0) {
            int second = beginOfSecond(from - 1);
            boolean reached = configuration.windowType() == WindowType.COUNT
                    ? calls >= configuration.windowSize()
                    : !buckets.get(second).start().isAfter(before);
            if (reached) {
                break;
            }
            for (Bucket bucket : buckets.subList(second, from)) {
                calls += bucket.counts().calls();
            }
            from = second;
        }
        return from;
    }

    private int beginOfSecond(int index) {
        int begin = index;
        while (begin > 0
                && buckets.get(begin - 1).start().equals(buckets.get(index).start())) {
            begin--;
        }
        return begin;
    }

    private static Bucket larger(Bucket one, Bucket other) {
        return other.counts().calls() > one.counts().calls() ? other : one;
    }
}
