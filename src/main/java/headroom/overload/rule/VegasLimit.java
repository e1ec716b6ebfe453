package headroom.overload.rule;

/**
 * The limit of TCP Vegas as Netflix concurrency-limits has it: with n calls under way of which each could take {@code least} but takes
 * {@code rtt}, n (1 - least / rtt) of them wait. Few that wait raise the limit, many lower it. Steps are by the decimal
 * logarithm of the limit. Now and then the least delay is taken anew, for it may have become longer.
 *
 * <p>Source: Brakmo and Peterson, TCP Vegas, 1995; {@code VegasLimit} of com.netflix.concurrency-limits 0.5.4, with the
 * same numbers, which {@code PublishedLimitsTest} compares. Three differences: when the least delay is taken anew is spread evenly
 * instead of by a random number, so that the same samples lead to the same limits; a drop
 * always lowers, and its delay is never taken as the least; and there is a least limit.
 *
 * @param probeMultiplier the least delay is taken anew every so many calls for each of the limit, at most
 * @param least the shortest delay seen since it was taken anew, in nanoseconds; 0 before the first
 * @param samples since it was taken anew
 * @param probes how often it was
 */
public record VegasLimit(
        LimitOptions options, int probeMultiplier, double estimate, long least, long samples, long probes)
        implements Limit {
    private static final int ALPHA = 3;
    private static final int BETA = 6;

    /** As published. */
    private static final int PROBE_MULTIPLIER = 30;

    /** Its multiples modulo 1 lie evenly between 0 and 1. */
    private static final double GOLDEN = 0.6180339887498949;

    static VegasLimit begin(LimitOptions options) {
        return begin(options, PROBE_MULTIPLIER);
    }

    static VegasLimit begin(LimitOptions options, int probeMultiplier) {
        return new VegasLimit(options, probeMultiplier, options.initial(), 0, 0, 0);
    }

    @Override
    public int value() {
        return (int) estimate;
    }

    @Override
    public Limit judged(Sample sample) {
        long count = samples + 1;
        if (count >= probeMultiplier * estimate * spread()) {
            // A drop is no delay to measure by, and is heard all the same.
            return sample.isDropped()
                    ? moved(lowered(), least, 0, probes + 1)
                    : moved(estimate, sample.rttNanos(), 0, probes + 1);
        }
        if (sample.isDropped()) {
            return moved(lowered(), least, count, probes);
        }
        if (least == 0 || sample.rttNanos() < least) {
            return moved(estimate, sample.rttNanos(), count, probes);
        }
        if (sample.inFlight() * 2L < estimate) {
            return moved(estimate, least, count, probes);
        }
        return moved(estimate + step(sample.rttNanos()), least, count, probes);
    }

    private double step(long rttNanos) {
        int step = step();
        int waiting = (int) Math.ceil(estimate * (1 - (double) least / rttNanos));
        if (waiting <= step) {
            return BETA * step;
        }
        if (waiting < ALPHA * step) {
            return step;
        }
        return waiting > BETA * step ? -step : 0;
    }

    private double lowered() {
        return estimate - step();
    }

    private int step() {
        return Math.max(1, (int) Math.log10(estimate));
    }

    /** Between a half and one, another each time. */
    private double spread() {
        return (1 + probes * GOLDEN % 1) / 2;
    }

    private VegasLimit moved(double to, long leastSeen, long count, long probed) {
        return new VegasLimit(
                options,
                probeMultiplier,
                Math.max(options.least(), Math.min(options.most(), to)),
                leastSeen,
                count,
                probed);
    }
}
