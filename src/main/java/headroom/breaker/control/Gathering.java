package headroom.breaker.control;

import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Counts;
import headroom.breaker.rule.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The outcomes of one service that this server has heard of, by seconds, until they are written. Thread-safe. */
final class Gathering {
    /** Seconds kept while they cannot be written; older ones are forgotten then. */
    static final int MAX_SECONDS = 300;

    /** A second that was written may still grow; after these many it is over, in seconds. */
    private static final long OVER_AFTER = 2;

    private final String instance;
    private final TreeMap<Second, Heard> seconds =
            new TreeMap<>(Comparator.comparingLong(Second::start).thenComparingLong(Second::era));

    Gathering(String instance) {
        this.instance = instance;
    }

    private record Second(long start, long era) {}

    private static final class Heard {
        private Counts counts = Counts.NONE;
        private long failedInARow;
        private long written;
        private final Map<String, Counts> callers = new HashMap<>();

        void add(Optional<String> caller, Counts call) {
            counts = counts.plus(call);
            failedInARow = call.ok() > 0 ? 0 : failedInARow + call.failed();
            if (caller.isPresent() && (callers.size() < Bucket.MAX_CALLERS || callers.containsKey(caller.get()))) {
                callers.merge(caller.get(), call, Counts::plus);
            }
        }

        boolean isUnwritten() {
            return counts.calls() > written;
        }
    }

    synchronized void add(
            long era,
            Optional<String> caller,
            Result result,
            long durationMs,
            Configuration configuration,
            Instant now) {
        // A clock that is put back must not begin a second anew that was written already.
        long start = seconds.isEmpty()
                ? now.getEpochSecond()
                : Math.max(now.getEpochSecond(), seconds.lastKey().start());
        seconds.computeIfAbsent(new Second(start, era), second -> new Heard())
                .add(caller, Counts.of(result, durationMs, configuration));
        while (seconds.size() > MAX_SECONDS) {
            seconds.pollFirstEntry();
        }
    }

    /** What has not been written, or has grown since. */
    synchronized List<Bucket> unwritten() {
        List<Bucket> buckets = new ArrayList<>();
        seconds.forEach((second, heard) -> {
            if (heard.isUnwritten()) {
                buckets.add(bucket(second, heard));
            }
        });
        return buckets;
    }

    /** These were written. What is over is forgotten. */
    synchronized void written(Collection<Bucket> buckets, Instant now) {
        for (Bucket bucket : buckets) {
            Heard heard = seconds.get(new Second(bucket.start().getEpochSecond(), bucket.era()));
            if (heard != null) {
                heard.written = bucket.counts().calls();
            }
        }
        long over = now.getEpochSecond() - OVER_AFTER;
        seconds.entrySet()
                .removeIf(second ->
                        second.getKey().start() < over && !second.getValue().isUnwritten());
    }

    /** Forgets what belongs to other eras: those that this server went through by itself were nobody else's. */
    synchronized void keep(long era) {
        seconds.keySet().removeIf(second -> second.era() != era);
    }

    private Bucket bucket(Second second, Heard heard) {
        return new Bucket(
                instance,
                Instant.ofEpochSecond(second.start()),
                second.era(),
                heard.counts,
                heard.failedInARow,
                heard.callers);
    }
}
