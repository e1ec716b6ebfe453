package headroom.alert.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a quota will be exhausted if usage goes on growing as it did: a straight line through the samples of the last
 * {@link #HISTORY} by ordinary least squares. Nothing is said of a line through too little, of one that does not rise, or of
 * what is further away than {@link #HORIZON}.
 */
public final class Exhaustion {
    /** How far back the line looks. */
    public static final Duration HISTORY = Duration.ofDays(1);

    /** What is further away is not told. */
    public static final Duration HORIZON = Duration.ofDays(3);

    /** Fewer samples say nothing. */
    public static final int MIN_SAMPLES = 6;

    private static final MathContext PRECISION = MathContext.DECIMAL64;

    private Exhaustion() {}

    /**
     * How full a quota was.
     *
     * @param at when
     * @param usage then
     */
    public record Sample(Instant at, BigDecimal usage) {}

    /**
     * When the line comes to the limit.
     *
     * @param samples of the last {@link #HISTORY}, in any order
     * @param limit that must not be passed
     * @param now no instant before it is told
     * @return empty where the limit is reached already: that is no forecast
     */
    public static Optional<Instant> at(List<Sample> samples, BigDecimal usage, BigDecimal limit, Instant now) {
        if (samples.size() < MIN_SAMPLES || usage.compareTo(limit) >= 0) {
            return Optional.empty();
        }
        BigDecimal slope = slopePerSecond(samples, now);
        if (slope.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal seconds = limit.subtract(usage).divide(slope, PRECISION);
        return seconds.compareTo(BigDecimal.valueOf(HORIZON.toSeconds())) > 0
                ? Optional.empty()
                : Optional.of(now.plusSeconds(seconds.longValue()));
    }

    /** Covariance over variance; zero where all samples are of one instant. */
    private static BigDecimal slopePerSecond(List<Sample> samples, Instant now) {
        BigDecimal n = BigDecimal.valueOf(samples.size());
        BigDecimal sumX = BigDecimal.ZERO;
        BigDecimal sumY = BigDecimal.ZERO;
        BigDecimal sumXy = BigDecimal.ZERO;
        BigDecimal sumXx = BigDecimal.ZERO;
        for (Sample sample : samples) {
            BigDecimal x = BigDecimal.valueOf(Duration.between(now, sample.at()).toSeconds());
            sumX = sumX.add(x);
            sumY = sumY.add(sample.usage());
            sumXy = sumXy.add(x.multiply(sample.usage()));
            sumXx = sumXx.add(x.multiply(x));
        }
        BigDecimal variance = n.multiply(sumXx).subtract(sumX.multiply(sumX));
        return variance.signum() == 0
                ? BigDecimal.ZERO
                : n.multiply(sumXy).subtract(sumX.multiply(sumY)).divide(variance, PRECISION);
    }
}
