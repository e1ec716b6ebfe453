package headroom.breaker.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Calls that have ended, counted. Ignored ones are not among them.
 *
 * @param ok calls that succeeded, at least 0
 * @param failed calls that failed, at least 0
 * @param slow calls of either kind that took {@code slow_call_ms} or longer, at most all
 */
public record Counts(long ok, long failed, long slow) {
    public static final Counts NONE = new Counts(0, 0, 0);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Digits of a rate that is shown; comparisons do not round. */
    private static final int SHOWN_DIGITS = 2;

    public Counts {
        if (ok < 0 || failed < 0 || slow < 0 || slow > Math.addExact(ok, failed)) {
            throw new IllegalArgumentException("counts are at least 0 and slow calls are calls: ok " + ok + ", failed "
                    + failed + ", slow " + slow);
        }
    }

    /**
     * One call.
     *
     * @param result how it ended; an ignored one counts nothing
     * @param durationMs how long it took, in milliseconds
     */
    public static Counts of(Result result, long durationMs, Configuration configuration) {
        long slow = durationMs >= configuration.slowCallMs() ? 1 : 0;
        return switch (result) {
            case SUCCESS -> new Counts(1, 0, slow);
            case FAILURE -> new Counts(0, 1, slow);
            case IGNORED -> NONE;
        };
    }

    public long calls() {
        return ok + failed;
    }

    public Counts plus(Counts other) {
        return new Counts(
                Math.addExact(ok, other.ok), Math.addExact(failed, other.failed), Math.addExact(slow, other.slow));
    }

    /** Without these, which are among them. */
    Counts minus(Counts part) {
        return new Counts(ok - part.ok, failed - part.failed, slow - part.slow);
    }

    /** Whether of at least one call this many percent failed; exact. */
    public boolean isFailureRateAtLeast(BigDecimal percent) {
        return isAtLeast(failed, percent);
    }

    /** Whether of at least one call this many percent were slow; exact. */
    public boolean isSlowCallRateAtLeast(BigDecimal percent) {
        return isAtLeast(slow, percent);
    }

    /** In percent, rounded down to 2 digits, to be shown; none without calls. */
    public Optional<BigDecimal> failureRatePercent() {
        return percent(failed);
    }

    /** In percent, rounded down to 2 digits, to be shown; none without calls. */
    public Optional<BigDecimal> slowCallRatePercent() {
        return percent(slow);
    }

    /** Cross-multiplied: {@code part / calls >= percent / 100} without a division. */
    private boolean isAtLeast(long part, BigDecimal percent) {
        return calls() > 0
                && BigDecimal.valueOf(part).multiply(HUNDRED).compareTo(percent.multiply(BigDecimal.valueOf(calls())))
                        >= 0;
    }

    private Optional<BigDecimal> percent(long part) {
        return calls() == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(part)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(calls()), SHOWN_DIGITS, RoundingMode.DOWN));
    }
}
