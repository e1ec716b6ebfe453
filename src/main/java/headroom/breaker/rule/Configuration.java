package headroom.breaker.rule;

import headroom.kernel.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one breaker judges. It is handed to each decision and kept by none, so a change of it keeps the counts and holds
 * from the next decision on; an open delay that has begun keeps its end. Immutable.
 *
 * @param failureRatePercent opens at this rate of failures; above 0, at most 100, at most 2 fraction digits; 50
 * @param slowCallRatePercent opens at this rate of slow calls; above 0, at most 100, at most 2 fraction digits; 100
 * @param slowCallMs a call of this many milliseconds or more is slow; 1 to an hour; 60,000
 * @param minimumCalls with fewer calls in the window no rate opens; 1 to 10,000, in a count window at most its size; 100
 * @param windowType what {@code windowSize} counts; count
 * @param windowSize calls (1 to 10,000) or seconds (1 to 3,600); 100
 * @param consecutiveFailures opens after so many failures one after the other, whatever the window and the minimum; 1 to
 *     10,000; not used when null, which is the default
 * @param openDelayMs how long it stays open at first, in milliseconds; 1 to a day; 60,000
 * @param openDelayFactor by what each reopening in a row multiplies that; 1.00 to 100.00, at most 2 fraction digits; 1.00
 * @param openDelayMaxMs the longest it stays open, in milliseconds; the open delay to a day; 3,600,000
 * @param halfOpenCalls how many probes there are at once, and decide; 1 to 1,000; 10
 * @param halfOpenFailFast whether the first failed probe reopens; false
 * @param halfOpenMaxMs how long it may be half open without a decision, in milliseconds; 1 to a day; 300,000
 * @param quorumCallers how many callers must see it ill before it opens; 1 to 100; 1, which asks for none by name
 */
public record Configuration(
        BigDecimal failureRatePercent,
        BigDecimal slowCallRatePercent,
        long slowCallMs,
        int minimumCalls,
        WindowType windowType,
        int windowSize,
        @Nullable Integer consecutiveFailures,
        long openDelayMs,
        BigDecimal openDelayFactor,
        long openDelayMaxMs,
        int halfOpenCalls,
        boolean halfOpenFailFast,
        long halfOpenMaxMs,
        int quorumCallers) {
    /** An hour: a slower call is lost. */
    public static final long MAX_SLOW_CALL_MS = 3_600_000;

    /** What a decision adds up is bounded by it. */
    public static final int MAX_CALLS = 10_000;

    /** An hour of buckets of a second. */
    public static final int MAX_WINDOW_SECONDS = 3_600;

    /** A day, as long as a forced mode. */
    public static final long MAX_DELAY_MS = 86_400_000;

    public static final int MAX_HALF_OPEN_CALLS = 1_000;
    public static final int MAX_QUORUM_CALLERS = 100;
    public static final BigDecimal MAX_OPEN_DELAY_FACTOR = new BigDecimal("100.00");

    public static final Configuration DEFAULT = new Configuration(
            new BigDecimal("50"),
            new BigDecimal("100"),
            60_000,
            100,
            WindowType.COUNT,
            100,
            null,
            60_000,
            BigDecimal.ONE,
            3_600_000,
            10,
            false,
            300_000,
            1);

    /** A probe's lease is never shorter: a worker must not lose it to one slow name server. */
    private static final long MIN_LEASE_MS = 30_000;

    private static final int FRACTION_DIGITS = 2;

    /** A number with an exponent beyond it is refused as it stands, and not written out first. */
    private static final int MAX_ZEROS = 9;

    private static final BigDecimal HUNDRED = new BigDecimal("100");

    /** However they are written, numbers of 2 fraction digits are equal; longer ones stay, and break a rule. */
    public Configuration {
        failureRatePercent = scaled(failureRatePercent);
        slowCallRatePercent = scaled(slowCallRatePercent);
        openDelayFactor = scaled(openDelayFactor);
    }

    /** Every rule that is broken, in the order of the fields; none when empty. */
    public List<FieldError> brokenRules() {
        List<FieldError> broken = new ArrayList<>();
        percentage(broken, "failure_rate_percent", failureRatePercent);
        percentage(broken, "slow_call_rate_percent", slowCallRatePercent);
        range(broken, "slow_call_ms", slowCallMs, 1, MAX_SLOW_CALL_MS);
        range(broken, "minimum_calls", minimumCalls, 1, MAX_CALLS);
        if (windowType == WindowType.COUNT && minimumCalls > windowSize) {
            broken.add(new FieldError(
                    "minimum_calls",
                    "must be at most window_size (" + windowSize + ") in a count window, was " + minimumCalls));
        }
        range(broken, "window_size", windowSize, 1, windowType == WindowType.COUNT ? MAX_CALLS : MAX_WINDOW_SECONDS);
        if (consecutiveFailures != null) {
            range(broken, "consecutive_failures", consecutiveFailures, 1, MAX_CALLS);
        }
        range(broken, "open_delay_ms", openDelayMs, 1, MAX_DELAY_MS);
        factor(broken);
        range(broken, "open_delay_max_ms", openDelayMaxMs, 1, MAX_DELAY_MS);
        if (openDelayMaxMs < openDelayMs) {
            broken.add(new FieldError(
                    "open_delay_max_ms",
                    "must be at least open_delay_ms (" + openDelayMs + "), was " + openDelayMaxMs));
        }
        range(broken, "half_open_calls", halfOpenCalls, 1, MAX_HALF_OPEN_CALLS);
        range(broken, "half_open_max_ms", halfOpenMaxMs, 1, MAX_DELAY_MS);
        range(broken, "quorum_callers", quorumCallers, 1, MAX_QUORUM_CALLERS);
        return broken;
    }

    /**
     * How long the breaker stays open, in whole milliseconds rounded down: {@code open_delay_ms} times
     * {@code open_delay_factor} for each opening in a row but the first, at most {@code open_delay_max_ms}.
     *
     * @param openings openings in a row, this one included; at least 1
     */
    public Duration openDelay(int openings) {
        BigDecimal longest = BigDecimal.valueOf(openDelayMaxMs);
        BigDecimal delay = BigDecimal.valueOf(openDelayMs);
        if (openDelayFactor.compareTo(BigDecimal.ONE) > 0) {
            // At 1.01 from a millisecond to a day that is 1,837 turns; digits beyond a nanosecond say nothing.
            for (int opening = 1; opening < openings && delay.compareTo(longest) < 0; opening++) {
                delay = delay.multiply(openDelayFactor).setScale(6, RoundingMode.DOWN);
            }
        }
        return Duration.ofMillis(delay.min(longest).longValue());
    }

    /**
     * How long a probe may take before it is given back by itself: twice the time from which on it is slow, so that a
     * slow one can still be told from a lost one, and at least 30 s. The end of half open ends it earlier.
     */
    public Duration lease() {
        return Duration.ofMillis(Math.max(2 * slowCallMs, MIN_LEASE_MS));
    }

    private void factor(List<FieldError> broken) {
        boolean inRange =
                openDelayFactor.compareTo(BigDecimal.ONE) >= 0 && openDelayFactor.compareTo(MAX_OPEN_DELAY_FACTOR) <= 0;
        if (!inRange || openDelayFactor.scale() > FRACTION_DIGITS) {
            broken.add(new FieldError(
                    "open_delay_factor",
                    "must be 1.00 to 100.00 with at most 2 fraction digits, was " + openDelayFactor));
        }
    }

    private static void percentage(List<FieldError> broken, String field, BigDecimal percent) {
        boolean inRange = percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0;
        if (!inRange || percent.scale() > FRACTION_DIGITS) {
            broken.add(new FieldError(
                    field, "must be above 0 and at most 100 with at most 2 fraction digits, was " + percent));
        }
    }

    private static void range(List<FieldError> broken, String field, long value, long least, long most) {
        if (value < least || value > most) {
            broken.add(new FieldError(field, "must be " + least + " to " + most + ", was " + value));
        }
    }

    private static BigDecimal scaled(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean writable = shortest.scale() <= FRACTION_DIGITS && shortest.scale() >= -MAX_ZEROS;
        return writable ? shortest.setScale(FRACTION_DIGITS) : shortest;
    }
}
