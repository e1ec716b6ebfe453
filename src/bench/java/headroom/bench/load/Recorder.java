package headroom.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what falls into the counted part of a load. Used by one thread. */
final class Recorder {
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    /** Status of a request that was never answered. */
    private static final int NO_ANSWER = 0;

    private final long fromNanos;
    private final long toNanos;
    private final boolean byDueTime;
    private final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    private final Histogram sentLate = new Histogram(MAX_MICROS, DIGITS);
    private final Map<Integer, Long> others = new TreeMap<>();
    private long succeeded;
    private long work;

    /** With {@code byDueTime} a request counts where it was due, else where it was answered. */
    Recorder(long fromNanos, long toNanos, boolean byDueTime) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.byDueTime = byDueTime;
    }

    void sent(long due, long lateNanos) {
        if (due >= fromNanos && due < toNanos) {
            sentLate.recordValue(micros(lateNanos));
        }
    }

    void answered(long due, long now, int status, boolean success, int units) {
        if (!counts(due, now)) {
            return;
        }
        latency.recordValue(micros(now - due));
        if (success) {
            succeeded++;
            work += units;
        } else {
            others.merge(status, 1L, Long::sum);
        }
    }

    void lost(long due, long now) {
        answered(due, now, NO_ANSWER, false, 0);
    }

    Measurement measurement(CpuTimes cpu) {
        return new Measurement((toNanos - fromNanos) / 1e9, succeeded, work, others, latency, sentLate, cpu);
    }

    private boolean counts(long due, long now) {
        long at = byDueTime ? due : now;
        return at >= fromNanos && at < toNanos;
    }

    private static long micros(long nanos) {
        return Math.max(0, Math.min(nanos / 1_000, MAX_MICROS));
    }
}
