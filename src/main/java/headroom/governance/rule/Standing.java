package headroom.governance.rule;

import headroom.kernel.Amount;
import org.jspecify.annotations.Nullable;

/**
 * How a member stands in its pool.
 *
 * @param share what its tree may use now; unbounded when null
 * @param usage what its tree uses now
 */
public record Standing(@Nullable Amount share, Amount usage) {
    /** What of its share it does not use; nothing where it is not bound. */
    Amount idle() {
        return share == null ? Amount.ZERO : share.minus(usage).orZeroIfNegative();
    }

    /** What of the capacity is not anybody else's while it stands so: a share below usage frees nothing. */
    public Amount held() {
        return share == null ? usage : share.max(usage);
    }
}
