package headroom.quota.rule;

import headroom.kernel.Amount;

/**
 * A change of what one node's own allocations hold; each part may be negative.
 *
 * @param reserved change of what is reserved
 * @param active change of what is active
 * @param consumed change of what is used up
 */
public record Charge(Amount reserved, Amount active, Amount consumed) {
    public static final Charge NONE = new Charge(Amount.ZERO, Amount.ZERO, Amount.ZERO);

    /** A new allocation of {@code amount} in {@code state}. */
    public static Charge hold(AllocationState state, Amount amount) {
        return switch (state) {
            case RESERVED -> new Charge(amount, Amount.ZERO, Amount.ZERO);
            case ACTIVE -> new Charge(Amount.ZERO, amount, Amount.ZERO);
            case RELEASED, EXPIRED -> throw new IllegalArgumentException("an allocation that ended holds nothing");
        };
    }

    /** The end of an allocation of {@code amount} in {@code state}, of which {@code consumed} is not given back. */
    public static Charge end(AllocationState state, Amount amount, Amount consumed) {
        Charge held = hold(state, amount);
        return new Charge(held.reserved.negated(), held.active.negated(), consumed);
    }

    /** What it changes the usage by. */
    public Amount total() {
        return reserved.plus(active).plus(consumed);
    }

    /** Both changes in one. */
    public Charge plus(Charge other) {
        return new Charge(reserved.plus(other.reserved), active.plus(other.active), consumed.plus(other.consumed));
    }
}
