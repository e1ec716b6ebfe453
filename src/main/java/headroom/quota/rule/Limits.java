package headroom.quota.rule;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one quota allows (rules Q3, Q5, Q6, Q7, Q14). Immutable.
 *
 * @param limit the raw limit, 0 to 10^15
 * @param overcommitRatio 1.00 to 100.00, at most 2 fraction digits; the effective limit is the limit times it
 * @param softLimit warns, never denies; none when null
 * @param burstLimit how far usage may stand above the effective limit for a while; none when null
 * @param burstSeconds how long a burst over the whole span lasts, in seconds
 * @param borrowingLimit how far what it holds may stand above the effective limit, as long as those above have it to give;
 *     nothing when null
 * @param lendingLimit how much of the effective limit others may use while it idles; all of it when null
 */
public record Limits(
        Amount limit,
        BigDecimal overcommitRatio,
        @Nullable Amount softLimit,
        @Nullable Amount burstLimit,
        int burstSeconds,
        @Nullable Amount borrowingLimit,
        @Nullable Amount lendingLimit) {
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

    /** Limits that borrow nothing, and lend all that idles. */
    public Limits(
            Amount limit,
            BigDecimal overcommitRatio,
            @Nullable Amount softLimit,
            @Nullable Amount burstLimit,
            int burstSeconds) {
        this(limit, overcommitRatio, softLimit, burstLimit, burstSeconds, null, null);
    }

    /** Limits with nothing but a limit. */
    public static Limits of(Amount limit) {
        return new Limits(limit, DEFAULT_OVERCOMMIT_RATIO, null, null, DEFAULT_BURST_SECONDS);
    }

    /** The same limits but for the limit. */
    public Limits limitedTo(Amount other) {
        return new Limits(other, overcommitRatio, softLimit, burstLimit, burstSeconds, borrowingLimit, lendingLimit);
    }

    /** The same limits, but that all that idles is lent. */
    public Limits lendingAll() {
        return new Limits(limit, overcommitRatio, softLimit, burstLimit, burstSeconds, borrowingLimit, null);
    }

    /** Limit times overcommit ratio, rounded down to an amount (rule Q5). */
    public Amount effective() {
        return limit.timesRoundedDown(overcommitRatio);
    }

    /** The effective limit and what may be borrowed beyond it (rule Q14). */
    public Amount withBorrowing() {
        return borrowingLimit == null ? effective() : effective().plus(borrowingLimit);
    }

    /** What no other quota may use, even while it idles (rule Q14): Kueue's local quota. */
    public Amount localQuota() {
        return lendingLimit == null
                ? Amount.ZERO
                : effective().minus(lendingLimit).orZeroIfNegative();
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
        if (burstLimit != null && borrowingLimit != null) {
            broken.add(new FieldError("borrowing_limit", "cannot stand beside a burst_limit (Q14)"));
        }
        return broken;
    }

    /** What a quota with nobody above it cannot have; none when empty. */
    public List<FieldError> brokenAtRoot() {
        List<FieldError> broken = new ArrayList<>();
        if (borrowingLimit != null) {
            broken.add(new FieldError("borrowing_limit", "a root has nobody to borrow from (Q14)"));
        }
        if (lendingLimit != null) {
            broken.add(new FieldError("lending_limit", "a root has nobody to lend to (Q14)"));
        }
        return broken;
    }
}
