package headroom.governance.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records what is done to pools: the whole in the trail of the caller's tenant, and what concerns a member in its own. The
 * trails are taken in the order of their tenants.
 */
@ApplicationScoped
public class PoolAudit {
    @Inject
    private AuditTrail trail;

    void created(TenantId platform, Pool pool, Collection<MemberTerms> members) {
        record(
                platform,
                "pool.create",
                pool,
                null,
                PoolPolicyView.of(pool.terms(), members),
                Map.of(),
                byTenant(members));
    }

    void removed(TenantId platform, Pool pool, Collection<MemberTerms> members) {
        record(
                platform,
                "pool.delete",
                pool,
                PoolPolicyView.of(pool.terms(), members),
                null,
                byTenant(members),
                Map.of());
    }

    /** Of the members only those that have changed. */
    void changed(
            TenantId platform,
            Pool pool,
            PoolTerms terms,
            Map<TenantId, MemberTerms> before,
            Map<TenantId, MemberTerms> after) {
        Map<TenantId, MemberTerms> were = differing(before, after);
        Map<TenantId, MemberTerms> are = differing(after, before);
        record(
                platform,
                "pool.change",
                pool,
                PoolPolicyView.of(pool.terms(), were.values()),
                PoolPolicyView.of(terms, are.values()),
                were,
                are);
    }

    private void record(
            TenantId platform,
            String action,
            Pool pool,
            @Nullable Object before,
            @Nullable Object after,
            Map<TenantId, MemberTerms> were,
            Map<TenantId, MemberTerms> are) {
        TreeSet<TenantId> tenants = new TreeSet<>(Comparator.comparing(TenantId::value));
        tenants.addAll(were.keySet());
        tenants.addAll(are.keySet());
        tenants.add(platform);
        for (TenantId tenant : tenants) {
            if (were.containsKey(tenant) || are.containsKey(tenant)) {
                trail.record(
                        tenant,
                        event("pool.member", pool, shown(were.get(tenant)), shown(are.get(tenant)))
                                .with("pool", pool.terms().name()));
            }
            if (tenant.equals(platform)) {
                trail.record(tenant, event(action, pool, before, after));
            }
        }
    }

    private static AuditEvent event(String action, Pool pool, @Nullable Object before, @Nullable Object after) {
        AuditEvent event = AuditEvent.of(action, "pool", pool.id()).why(AuditTrail.purpose(Scope.QUOTA));
        AuditEvent begun = before == null ? event : event.before(before);
        return after == null ? begun : begun.after(after);
    }

    private static @Nullable Object shown(@Nullable MemberTerms terms) {
        return terms == null ? null : PoolPolicyView.Terms.of(terms);
    }

    private static Map<TenantId, MemberTerms> differing(
            Map<TenantId, MemberTerms> some, Map<TenantId, MemberTerms> others) {
        return byTenant(List.copyOf(some.values()).stream()
                .filter(terms -> !Objects.equals(terms, others.get(terms.tenant())))
                .toList());
    }

    private static Map<TenantId, MemberTerms> byTenant(Collection<MemberTerms> all) {
        Map<TenantId, MemberTerms> byTenant = new TreeMap<>(Comparator.comparing(TenantId::value));
        all.forEach(terms -> byTenant.put(terms.tenant(), terms));
        return byTenant;
    }
}
