package headroom.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact decimal quantity of a resource with at most {@value #FRACTION_DIGITS} fraction digits.
 *
 * <p>May be negative: a node whose limit was lowered below its usage has a negative remainder. What callers may ask
 * for, 0 to {@link #MAX_INPUT}, is checked where input enters. Immutable and thread-safe; equal amounts are equal
 * whatever their scale was ({@code 1} and {@code 1.0000}).
 */
public final class Amount implements Comparable<Amount> {
    /** Fraction digits an amount can carry; more are refused, never rounded. */
    public static final int FRACTION_DIGITS = 4;

    /** The largest amount a caller may name: 10^15. */
    public static final Amount MAX_INPUT = of(new BigDecimal("1000000000000000"));

    public static final Amount ZERO = of(BigDecimal.ZERO);

    private final BigDecimal value;

    private Amount(BigDecimal value) {
        this.value = value;
    }

    /**
     * The amount with exactly this value.
     *
     * @throws IllegalArgumentException if {@code value} has more than {@value #FRACTION_DIGITS} fraction digits
     */
    public static Amount of(BigDecimal value) {
        try {
            return new Amount(value.setScale(FRACTION_DIGITS, RoundingMode.UNNECESSARY));
        } catch (ArithmeticException inexact) {
            throw new IllegalArgumentException(
                    "an amount has at most " + FRACTION_DIGITS + " fraction digits, was " + value, inexact);
        }
    }

    public static Amount of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    public static Amount of(String value) {
        return of(new BigDecimal(value));
    }

    public Amount plus(Amount other) {
        return other.isZero() ? this : new Amount(value.add(other.value));
    }

    public Amount minus(Amount other) {
        return new Amount(value.subtract(other.value));
    }

    /** This amount times {@code factor}, rounded towards zero: a product never promises what is not there. */
    public Amount timesRoundedDown(BigDecimal factor) {
        return new Amount(value.multiply(factor).setScale(FRACTION_DIGITS, RoundingMode.DOWN));
    }

    public Amount negated() {
        return new Amount(value.negate());
    }

    public Amount min(Amount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Amount max(Amount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** This amount, or zero where it is negative. */
    public Amount orZeroIfNegative() {
        return isNegative() ? ZERO : this;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public boolean isMoreThan(Amount other) {
        return compareTo(other) > 0;
    }

    public boolean isAtLeast(Amount other) {
        return compareTo(other) >= 0;
    }

    /** The exact value with {@value #FRACTION_DIGITS} fraction digits, as the database keeps it. */
    public BigDecimal toBigDecimal() {
        return value;
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Amount amount && value.equals(amount.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Without exponent and without trailing zeros: {@code 1000}, {@code 0.5}. */
    @Override
    public String toString() {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
