package headroom.quota.rule;

import headroom.kernel.Amount;

/**
 * What one node counts (rules Q2, Q10, Q14). Immutable.
 *
 * @param reserved held by its own reserved allocations
 * @param active held by its own active allocations
 * @param consumed used up by its own ended allocations in this budget period
 * @param usage all of these, its own plus all below
 * @param consumedBelow the consumed part of {@code usage}: what the end of the period gives back
 * @param setAside what is not used, and kept free for quotas below it that do not lend it
 */
public record Tally(
        Amount reserved, Amount active, Amount consumed, Amount usage, Amount consumedBelow, Amount setAside) {
    public static final Tally EMPTY = new Tally(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

    /** A tally with nothing set aside. */
    public Tally(Amount reserved, Amount active, Amount consumed, Amount usage, Amount consumedBelow) {
        this(reserved, active, consumed, usage, consumedBelow, Amount.ZERO);
    }

    /** Its own part of the usage. */
    public Amount own() {
        return reserved.plus(active).plus(consumed);
    }

    /** What of the limit is not to be had any more: what is used, and what is set aside. */
    public Amount held() {
        return usage.plus(setAside);
    }

    /** The tally after a change of the node's own allocations. */
    public Tally withOwn(Charge charge) {
        return new Tally(
                reserved.plus(charge.reserved()),
                active.plus(charge.active()),
                consumed.plus(charge.consumed()),
                usage.plus(charge.total()),
                consumedBelow.plus(charge.consumed()),
                setAside);
    }

    /** The tally after a subtree that uses this much came (or, negative, went). */
    public Tally withBelow(Amount usageChange, Amount consumedChange) {
        return new Tally(
                reserved, active, consumed, usage.plus(usageChange), consumedBelow.plus(consumedChange), setAside);
    }

    /** The tally with another part set aside; the same where it is the same. */
    public Tally settingAside(Amount other) {
        return other.equals(setAside) ? this : new Tally(reserved, active, consumed, usage, consumedBelow, other);
    }

    /** The tally of the next budget period: what was consumed is available again. */
    public Tally withoutConsumed() {
        return new Tally(reserved, active, Amount.ZERO, usage.minus(consumedBelow), Amount.ZERO, setAside);
    }
}
