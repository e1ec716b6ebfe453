package headroom.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was seen in the counted part of a load.
 *
 * @param seconds how long it was
 * @param succeeded requests answered 2xx
 * @param work units of work that they did
 * @param others answers by other status; 0 for none at all
 * @param latencyMicros of all answers: from the time a request was due to the last byte of its answer
 * @param sentLateMicros from the time that a request was due, and a connection free, until it was sent
 * @param cpu processor time in that part
 */
public record Measurement(
        double seconds,
        long succeeded,
        long work,
        Map<Integer, Long> others,
        Histogram latencyMicros,
        Histogram sentLateMicros,
        CpuTimes cpu) {

    /** Requests answered 2xx, a second. */
    public double rate() {
        return succeeded / seconds;
    }

    /** Units of work, a second. */
    public double workRate() {
        return work / seconds;
    }

    /** In milliseconds. */
    public double latencyMillis(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** In milliseconds. */
    public double sentLateMillis(double percentile) {
        return sentLateMicros.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** Processor time for each request, in microseconds. */
    public CpuTimes cpuPerRequest() {
        return cpu.dividedBy(Math.max(1, latencyMicros.getTotalCount()));
    }

    public long failed() {
        return others.values().stream().mapToLong(Long::longValue).sum();
    }
}
