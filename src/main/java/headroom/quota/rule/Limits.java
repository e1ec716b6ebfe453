package headroom.quota.rule;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one quota allows (rules Q3, Q5, Q6, Q7). Immutable.
 *
 * @param limit the raw limit, 0 to 10^15
 * @param overcommitRatio 1.00 to 100.00, at most 2 fraction digits; the effective limit is the limit times it
 * @param softLimit warns, never denies; none when null
 * @param burstLimit how far usage may stand above the effective limit for a while; none when null
 * @param burstSeconds how long a burst over the whole span lasts, in seconds
 */
public record Limits(
        Amount limit,
        BigDecimal overcommitRatio,
        @Nullable Amount softLimit,
        @Nullable Amount burstLimit,
        int burstSeconds) {
    /** A quarter of an hour. */
    public static final int DEFAULT_BURST_SECONDS = 900;

    /** A year: a longer burst is a limit. */
    public static final int MAX_BURST_SECONDS = 31_536_000;

    public static final BigDecimal DEFAULT_OVERCOMMIT_RATIO = new BigDecimal("1.00");
    public static final BigDecimal MAX_OVERCOMMIT_RATIO = new BigDecimal("100.00");

    private static final int RATIO_DIGITS = 2;

    /** Digits kept of unit-seconds: amounts have 4, times have microseconds, so 10 are exact. */
    static final int UNIT_SECONDS_DIGITS = 10;

    public Limits {
        overcommitRatio = overcommitRatio.setScale(RATIO_DIGITS, RoundingMode.UNNECESSARY);
    }

    /** Limits with nothing but a limit. */
    public static Limits of(Amount limit) {
        return new Limits(limit, DEFAULT_OVERCOMMIT_RATIO, null, null, DEFAULT_BURST_SECONDS);
    }

    /** The same limits but for the limit. */
    public Limits limitedTo(Amount other) {
        return new Limits(other, overcommitRatio, softLimit, burstLimit, burstSeconds);
    }

    /** Limit times overcommit ratio, rounded down to an amount (rule Q5). */
    public Amount effective() {
        return limit.timesRoundedDown(overcommitRatio);
    }

    /** What a full burst account holds, in unit-seconds (rule Q7); zero without a burst limit. */
    public BigDecimal burstCapacity() {
        if (burstLimit == null) {
            return BigDecimal.ZERO;
        }
        return burstLimit
                .minus(effective())
                .orZeroIfNegative()
                .toBigDecimal()
                .multiply(BigDecimal.valueOf(burstSeconds))
                .setScale(UNIT_SECONDS_DIGITS, RoundingMode.DOWN);
    }

    /** Rule Q6: usage has come to the soft limit. */
    public boolean isSoftLimitReached(Amount usage) {
        return softLimit != null && usage.isAtLeast(softLimit);
    }

    /** Rule Q6: usage stands above the soft limit. */
    public boolean isSoftLimitExceeded(Amount usage) {
        return softLimit != null && usage.isMoreThan(softLimit);
    }

    /** Every rule between the fields that is broken; none when empty. */
    public List<FieldError> brokenRules() {
        List<FieldError> broken = new ArrayList<>();
        if (softLimit != null && softLimit.isMoreThan(limit)) {
            broken.add(new FieldError(
                    "soft_limit", "must be at most limit_value (" + limit + "), was " + softLimit + " (Q6)"));
        }
        if (burstLimit != null && effective().isMoreThan(burstLimit)) {
            broken.add(new FieldError(
                    "burst_limit",
                    "must be at least the effective limit (" + effective() + "), was " + burstLimit + " (Q7)"));
        }
        return broken;
    }
}
