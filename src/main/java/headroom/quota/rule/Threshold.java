package headroom.quota.rule;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A level of usage that is worth a person's attention. It is crossed at it, only {@link Kind#EXCEEDED} above it, and never by
 * a usage of zero. Immutable.
 *
 * @param kind what the level is
 * @param percent of the effective limit; for {@link Kind#PERCENT} and only there
 */
public record Threshold(Kind kind, @Nullable BigDecimal percent) {
    /** What a level is. */
    public enum Kind {
        /** A part of the effective limit. */
        PERCENT,
        /** The soft limit (rule Q6). */
        SOFT,
        /** The effective limit: nothing more is admitted, but for a burst. */
        REACHED,
        /** Above the effective limit: by a burst, or because the limit was lowered (rules Q7, Q9). */
        EXCEEDED
    }

    public static final Threshold SOFT = new Threshold(Kind.SOFT, null);
    public static final Threshold REACHED = new Threshold(Kind.REACHED, null);
    public static final Threshold EXCEEDED = new Threshold(Kind.EXCEEDED, null);

    /** Points of the effective limit that usage must fall below the level before an alarm ends. */
    public static final int CALM_POINTS = 5;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Threshold {
        if ((kind == Kind.PERCENT) != (percent != null)) {
            throw new IllegalArgumentException("a percentage, and only it, has a percent: " + kind + " " + percent);
        }
    }

    /** A part of the effective limit, in percent. */
    public static Threshold percent(BigDecimal percent) {
        return new Threshold(Kind.PERCENT, percent.stripTrailingZeros());
    }

    /** The threshold that {@link #code} names. */
    public static Threshold of(String code) {
        return switch (code) {
            case "soft" -> SOFT;
            case "reached" -> REACHED;
            case "exceeded" -> EXCEEDED;
            default -> percent(new BigDecimal(code));
        };
    }

    /** {@code 80}, {@code soft}, {@code reached} or {@code exceeded}. */
    public String code() {
        return switch (kind) {
            case PERCENT -> percent == null ? "" : percent.toPlainString();
            case SOFT -> "soft";
            case REACHED -> "reached";
            case EXCEEDED -> "exceeded";
        };
    }

    /** Whether such usage has come to it. */
    public boolean isCrossed(Limits limits, Amount usage) {
        if (!usage.isPositive() || (kind == Kind.SOFT && limits.softLimit() == null)) {
            return false;
        }
        int side = usage.toBigDecimal().multiply(HUNDRED).compareTo(levelTimesHundred(limits));
        return kind == Kind.EXCEEDED ? side > 0 : side >= 0;
    }

    /** Whether such usage lies so far below it that it would be a new crossing to come back. */
    public boolean isCalm(Limits limits, Amount usage) {
        BigDecimal points = limits.effective().toBigDecimal().multiply(BigDecimal.valueOf(CALM_POINTS));
        return !usage.isPositive()
                || usage.toBigDecimal().multiply(HUNDRED).add(points).compareTo(levelTimesHundred(limits)) <= 0;
    }

    private BigDecimal levelTimesHundred(Limits limits) {
        BigDecimal effective = limits.effective().toBigDecimal();
        if (percent != null) {
            return effective.multiply(percent);
        }
        Amount softLimit = limits.softLimit();
        return (kind == Kind.SOFT && softLimit != null ? softLimit.toBigDecimal() : effective).multiply(HUNDRED);
    }
}
