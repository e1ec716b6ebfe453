package headroom.quota.rule;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How full something is. */
public final class Utilization {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int FRACTION_DIGITS = 2;

    private Utilization() {}

    /** usage / whole x 100 with two fraction digits, rounded half up; 0 where the whole is 0. May exceed 100. */
    public static BigDecimal percent(Amount usage, Amount whole) {
        if (whole.isZero()) {
            return BigDecimal.ZERO.setScale(FRACTION_DIGITS);
        }
        return usage.toBigDecimal()
                .multiply(HUNDRED)
                .divide(whole.toBigDecimal(), FRACTION_DIGITS, RoundingMode.HALF_UP);
    }
}
