package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a pool has and wants, as a division sees it.
 *
 * @param weight its part in proportion to the others', more than 0, at most 4 fraction digits
 * @param priority higher is served first, where the strategy looks at it
 * @param reserved what is kept for it, where the strategy looks at it; at most {@code max}
 * @param max the most that it gets; none when null
 * @param demand what it wants
 * @param open whether the demand is only what was seen so far, so that it may want more at any moment
 */
public record Claim(
        TenantId tenant,
        BigDecimal weight,
        int priority,
        Amount reserved,
        @Nullable Amount max,
        Amount demand,
        boolean open) {
    /** More decimals than this tell no tenants apart. */
    public static final int WEIGHT_DIGITS = 4;

    /** Demand up to the maximum: no share is larger. */
    Amount wanted() {
        return max == null ? demand : demand.min(max);
    }

    /** Whether it has less than what is kept for it and wanted. */
    public boolean lacks(Standing standing) {
        return standing.share() != null && guaranteed().isMoreThan(standing.share());
    }

    /** What is served first where reservations are. */
    Amount guaranteed() {
        return wanted().min(reserved);
    }
}
