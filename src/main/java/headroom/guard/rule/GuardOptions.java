package headroom.guard.rule;

import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.WindowType;
import headroom.overload.rule.LimitOptions;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How much of this server the calls to one target may take.
 *
 * @param limit calls under way at once, fixed or learning; one that was given up counts until its thread is free
 * @param maxWaiting callers that may wait for a permit, at least 0
 * @param maxWait how long each waits for it; not negative
 * @param timeLimit how long a call may take from when it was handed to a thread; positive
 * @param breaker when the target counts as ill, and for how long it is then spared
 */
public record GuardOptions(
        LimitOptions limit, int maxWaiting, Duration maxWait, Duration timeLimit, Configuration breaker) {
    /** A target is judged on a minute. */
    private static final int WINDOW_SECONDS = 60;

    private static final int MINIMUM_CALLS = 10;
    private static final int FAILURES_IN_A_ROW = 5;
    private static final long SLOW_CALL_MS = 60_000;
    private static final long HALF_OPEN_MAX_MS = 300_000;
    private static final BigDecimal HALF = new BigDecimal("50");
    private static final BigDecimal ALL = new BigDecimal("100");
    private static final BigDecimal TWICE = new BigDecimal("2");

    public GuardOptions {
        if (maxWaiting < 0 || maxWait.isNegative() || timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("waiting at least 0, a time limit above 0, was " + maxWaiting + " for "
                    + maxWait + ", " + timeLimit);
        }
        if (!breaker.brokenRules().isEmpty()) {
            throw new IllegalArgumentException("the breaker breaks rules: " + breaker.brokenRules());
        }
    }

    /** A guard that lets always the same number of calls be under way at once. */
    public static GuardOptions fixed(
            int permits, int maxWaiting, Duration maxWait, Duration timeLimit, Configuration breaker) {
        return new GuardOptions(LimitOptions.fixed(permits), maxWaiting, maxWait, timeLimit, breaker);
    }

    /**
     * A breaker for targets that are called now and then: it opens after {@value #FAILURES_IN_A_ROW} failures in a row, or
     * half of at least {@value #MINIMUM_CALLS} within a minute; each reopening in a row doubles the delay; one probe decides.
     *
     * @param openDelay how long it stays open at first
     * @param openDelayMax and at the longest
     */
    public static Configuration sparing(Duration openDelay, Duration openDelayMax) {
        return new Configuration(
                HALF,
                ALL,
                SLOW_CALL_MS,
                MINIMUM_CALLS,
                WindowType.TIME,
                WINDOW_SECONDS,
                FAILURES_IN_A_ROW,
                openDelay.toMillis(),
                TWICE,
                openDelayMax.toMillis(),
                1,
                true,
                HALF_OPEN_MAX_MS,
                1);
    }
}
