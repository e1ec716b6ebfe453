package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Who uses what would be another's.
 *
 * @param borrower whose share is beyond its entitlement
 * @param lender whose share is below its own; the unreserved rest of the pool when null
 * @param amount how much
 */
public record Lending(TenantId borrower, @Nullable TenantId lender, Amount amount) {

    /**
     * Lays what is borrowed against what is lent, both in the order of the tenants' ids, the pool's own rest last: one account
     * of it among many, as the amounts themselves carry no names.
     */
    public static List<Lending> of(Map<TenantId, Amount> shares, Map<TenantId, Amount> entitlements) {
        List<Entry<TenantId, Amount>> lent = beyond(entitlements, shares);
        List<Lending> lendings = new ArrayList<>();
        int next = 0;
        Amount left = lent.isEmpty() ? Amount.ZERO : lent.get(0).getValue();
        for (Entry<TenantId, Amount> borrowed : beyond(shares, entitlements)) {
            Amount open = borrowed.getValue();
            while (open.isPositive() && next < lent.size()) {
                Amount part = open.min(left);
                lendings.add(new Lending(borrowed.getKey(), lent.get(next).getKey(), part));
                open = open.minus(part);
                left = left.minus(part);
                if (left.isZero() && ++next < lent.size()) {
                    left = lent.get(next).getValue();
                }
            }
            if (open.isPositive()) {
                lendings.add(new Lending(borrowed.getKey(), null, open));
            }
        }
        return lendings;
    }

    /** By how much some are above others, where they are. */
    private static List<Entry<TenantId, Amount>> beyond(Map<TenantId, Amount> some, Map<TenantId, Amount> others) {
        return some.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), entry.getValue().minus(others.getOrDefault(entry.getKey(), Amount.ZERO))))
                .filter(entry -> entry.getValue().isPositive())
                .sorted(Comparator.comparing(entry -> entry.getKey().value()))
                .toList();
    }
}
