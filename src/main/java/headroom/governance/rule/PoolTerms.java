package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a pool is.
 *
 * @param name names it among all pools, 1 to 128 characters
 * @param resourceType what it is the capacity of
 * @param capacity what there is to share, 0 to 10^15
 * @param strategy how it is divided
 */
public record PoolTerms(String name, String resourceType, Amount capacity, Strategy strategy, PoolOptions options) {
    /** What one body carries, and one transaction changes with an entry in each member's audit trail. */
    public static final int MAX_MEMBERS = 1_000;

    /** Every rule that the pool breaks with these members; none when empty. */
    public List<FieldError> brokenRules(Collection<MemberTerms> members) {
        List<FieldError> broken = new ArrayList<>();
        if (members.size() > MAX_MEMBERS) {
            broken.add(new FieldError("members", "must be at most " + MAX_MEMBERS));
        }
        Set<Object> seen = new HashSet<>();
        Amount reserved = Amount.ZERO;
        int index = 0;
        for (MemberTerms member : members) {
            String field = "members[" + index++ + "]";
            if (!seen.add(member.tenant())) {
                broken.add(new FieldError(field + ".tenant", "is a member already: " + member.tenant()));
            }
            if (member.max() != null && member.reserved().isMoreThan(member.max())) {
                broken.add(new FieldError(
                        field + ".reserved", "must be at most max (" + member.max() + "), was " + member.reserved()));
            }
            reserved = reserved.plus(member.reserved());
        }
        if (reserved.isMoreThan(capacity)) {
            broken.add(new FieldError(
                    "capacity", "must be at least all that is reserved (" + reserved + "), was " + capacity));
        }
        return broken;
    }
}
