package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a tenant is in a pool.
 *
 * @param weight more than 0, at most 10^6, at most 4 fraction digits; 1 by default
 * @param priority higher is served first, -10^6 to 10^6; 0 by default
 * @param reserved what is kept for it; 0 by default
 * @param max the most that it gets; none when null
 * @param demand what it says that it wants; what it uses and was denied when null
 */
public record MemberTerms(
        TenantId tenant,
        BigDecimal weight,
        int priority,
        Amount reserved,
        @Nullable Amount max,
        @Nullable Amount demand) {

    /** Whether these are the same terms, however many digits the weight is written with. */
    public boolean isSameAs(@Nullable MemberTerms other) {
        return other != null
                && weight.compareTo(other.weight) == 0
                && equals(
                        new MemberTerms(other.tenant, weight, other.priority, other.reserved, other.max, other.demand));
    }

    /** The same terms with another demand said, or none. */
    public MemberTerms wanting(@Nullable Amount said) {
        return new MemberTerms(tenant, weight, priority, reserved, max, said);
    }

    /** The same terms with another maximum, which binds what is kept for it too. */
    public MemberTerms cappedAt(Amount other) {
        return new MemberTerms(tenant, weight, priority, reserved.min(other), other, demand);
    }

    /**
     * What it claims.
     *
     * @param usage what its tree uses
     * @param denied what it was denied for lack of share
     * @param paused whether it may allocate nothing new: then it wants no more than it has
     */
    public Claim claim(Amount usage, Amount denied, boolean paused) {
        Amount seen = usage.plus(denied).min(Amount.MAX_INPUT);
        Amount wanted = demand == null ? seen : demand;
        return new Claim(
                tenant,
                weight,
                priority,
                reserved,
                max,
                paused ? wanted.min(usage) : wanted,
                demand == null && !paused);
    }
}
