package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a pool.
 *
 * @param pool as it is, or as it is to be where there is none yet
 * @param before its members; nobody's pool yet when null
 * @param terms what it is to be; it is to be no more when null
 * @param after who is to be in it
 */
record PoolChange(
        Pool pool,
        @Nullable Map<TenantId, MemberTerms> before,
        @Nullable PoolTerms terms,
        Map<TenantId, MemberTerms> after) {

    static PoolChange made(Pool pool, Collection<MemberTerms> members) {
        return new PoolChange(pool, null, pool.terms(), byTenant(members));
    }

    /** Terms that say the same stay the ones that they were. */
    static PoolChange changed(
            Pool pool, Map<TenantId, MemberTerms> before, PoolTerms terms, Collection<MemberTerms> members) {
        return new PoolChange(
                pool,
                before,
                terms,
                byTenant(members.stream()
                        .map(member -> {
                            MemberTerms old = before.get(member.tenant());
                            return member.isSameAs(old) && old != null ? old : member;
                        })
                        .toList()));
    }

    static PoolChange removed(Pool pool, Map<TenantId, MemberTerms> before) {
        return new PoolChange(pool, before, null, Map.of());
    }

    boolean isNew() {
        return before == null;
    }

    private Map<TenantId, MemberTerms> members() {
        return before == null ? Map.of() : before;
    }

    List<MemberTerms> joins() {
        return after.values().stream()
                .filter(terms -> !members().containsKey(terms.tenant()))
                .toList();
    }

    List<TenantId> leaves() {
        return members().keySet().stream()
                .filter(tenant -> !after.containsKey(tenant))
                .toList();
    }

    /** Who is in it, or is to be. */
    Set<TenantId> tenants() {
        Set<TenantId> all = new HashSet<>(members().keySet());
        all.addAll(after.keySet());
        return all;
    }

    /** Who stays, on other terms. */
    List<MemberTerms> moves() {
        return after.values().stream()
                .filter(terms -> members().containsKey(terms.tenant())
                        && !terms.equals(members().get(terms.tenant())))
                .toList();
    }

    static Map<TenantId, MemberTerms> byTenant(Iterable<MemberTerms> all) {
        Map<TenantId, MemberTerms> byTenant = new TreeMap<>(Comparator.comparing(TenantId::value));
        all.forEach(terms -> byTenant.put(terms.tenant(), terms));
        return byTenant;
    }
}
