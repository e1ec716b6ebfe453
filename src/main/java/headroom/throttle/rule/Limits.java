package headroom.throttle.rule;

import headroom.kernel.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a throttle allows; each limit may be missing, not all.
 *
 * @param maxActive permits that are live at once: 0 to {@value #MAX}; 0 lets nothing through
 * @param maxPerHour cost of what is granted in any hour: 1 to {@value #MAX}
 * @param burstCapacity cost of what is granted at a stretch: 1 to {@value #MAX}; with refillPerSecond only
 * @param refillPerSecond how fast that comes back: 0.001 to {@value #MAX}, at most {@value #FRACTION_DIGITS} fraction digits
 */
public record Limits(
        @Nullable Integer maxActive,
        @Nullable Integer maxPerHour,
        @Nullable Integer burstCapacity,
        @Nullable BigDecimal refillPerSecond) {
    /** Of each limit. With it, and the digits below, the arithmetic of 64 bits stays exact. */
    public static final int MAX = 1_000_000;

    public static final int FRACTION_DIGITS = 3;

    private static final BigDecimal LEAST_REFILL = new BigDecimal("0.001");

    public Limits {
        refillPerSecond = refillPerSecond == null ? null : shortest(refillPerSecond);
    }

    /** Every rule that these break, by field. */
    public List<FieldError> brokenRules() {
        List<FieldError> broken = new ArrayList<>();
        if (maxActive == null && maxPerHour == null && burstCapacity == null && refillPerSecond == null) {
            broken.add(new FieldError(
                    "max_active",
                    "one of max_active, max_per_hour, and burst_capacity with refill_per_second must be given"));
        }
        range(broken, "max_active", maxActive, 0);
        range(broken, "max_per_hour", maxPerHour, 1);
        range(broken, "burst_capacity", burstCapacity, 1);
        refill(broken);
        if (burstCapacity != null && refillPerSecond == null) {
            broken.add(new FieldError("refill_per_second", "must be given with burst_capacity"));
        }
        if (burstCapacity == null && refillPerSecond != null) {
            broken.add(new FieldError("burst_capacity", "must be given with refill_per_second"));
        }
        return broken;
    }

    private void refill(List<FieldError> broken) {
        BigDecimal refill = refillPerSecond;
        if (refill == null) {
            return;
        }
        boolean inRange = refill.compareTo(LEAST_REFILL) >= 0 && refill.compareTo(BigDecimal.valueOf(MAX)) <= 0;
        if (!inRange || refill.scale() > FRACTION_DIGITS) {
            broken.add(new FieldError(
                    "refill_per_second",
                    "must be " + LEAST_REFILL + " to " + MAX + " with at most " + FRACTION_DIGITS
                            + " fraction digits, was " + refill));
        }
    }

    private static void range(List<FieldError> broken, String field, @Nullable Integer value, int least) {
        if (value != null && (value < least || value > MAX)) {
            broken.add(new FieldError(field, "must be " + least + " to " + MAX + ", was " + value));
        }
    }

    /** Equal rates are written in one way, and none with an exponent. */
    private static BigDecimal shortest(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() > -FRACTION_DIGITS * FRACTION_DIGITS
                ? stripped.setScale(0)
                : stripped;
    }
}
