package headroom.overload.rule;

/**
 * The limit by the slope between the usual delay and that of the last call, as Netflix concurrency-limits has it: while calls take no longer
 * than usual (half as long again is tolerated) it grows by what may wait, and shrinks in proportion when they do.
 *
 * <p>Source: {@code Gradient2Limit} of com.netflix.concurrency-limits 0.5.4, with the same numbers, which {@code PublishedLimitsTest}
 * compares. Two differences. A drop lowers, as if the call had taken for ever; there it does not (its issue 176). And what may wait is added
 * only while calls take no longer than usual, unless {@code growsWhileSlower}; there it is always, and a small limit creeps up under
 * a lasting overload (its pull request 134).
 *
 * @param usual the usual delay in nanoseconds, an exponential average over {@value #WINDOW} calls
 * @param warmUp calls that it is the plain average of, up to {@value #WARM_UP}
 * @param sum of those
 * @param growsWhileSlower whether it is exactly as published
 */
public record Gradient2Limit(
        LimitOptions options, double estimate, double usual, int warmUp, double sum, boolean growsWhileSlower)
        implements Limit {
    private static final int WINDOW = 600;
    private static final int WARM_UP = 10;
    private static final double TOLERANCE = 1.5;
    private static final double SMOOTHING = 0.2;
    private static final double LEAST_GRADIENT = 0.5;

    /** Calls that may wait for the others. */
    private static final int QUEUE = 4;

    /** Where the usual delay is so many times the last one, it comes down faster. */
    private static final double FAR_ABOVE = 2;

    private static final double COMING_DOWN = 0.95;

    static Gradient2Limit begin(LimitOptions options) {
        return begin(options, false);
    }

    static Gradient2Limit begin(LimitOptions options, boolean growsWhileSlower) {
        return new Gradient2Limit(options, options.initial(), 0, 0, 0, growsWhileSlower);
    }

    @Override
    public int value() {
        return (int) estimate;
    }

    @Override
    public Limit judged(Sample sample) {
        if (sample.isDropped()) {
            return towards(estimate * LEAST_GRADIENT);
        }
        double last = sample.rttNanos();
        Gradient2Limit heard = hearing(last);
        if (sample.inFlight() < estimate / 2) {
            return heard;
        }
        double gradient = Math.max(LEAST_GRADIENT, Math.min(1, TOLERANCE * heard.usual / last));
        double room = growsWhileSlower || gradient == 1 ? QUEUE : 0;
        return heard.towards(estimate * gradient + room);
    }

    /** The same limit, that has heard of one more delay. */
    private Gradient2Limit hearing(double last) {
        boolean warm = warmUp == WARM_UP;
        double factor = 2.0 / (WINDOW + 1);
        double total = warm ? sum : sum + last;
        double average = warm ? usual * (1 - factor) + last * factor : total / (warmUp + 1);
        double next = average / last > FAR_ABOVE ? average * COMING_DOWN : average;
        return new Gradient2Limit(options, estimate, next, warm ? warmUp : warmUp + 1, total, growsWhileSlower);
    }

    private Gradient2Limit towards(double aim) {
        double smooth = estimate * (1 - SMOOTHING) + aim * SMOOTHING;
        double bounded = Math.max(options.least(), Math.min(options.most(), smooth));
        return new Gradient2Limit(options, bounded, usual, warmUp, sum, growsWhileSlower);
    }
}
