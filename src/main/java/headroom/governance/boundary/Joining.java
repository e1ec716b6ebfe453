package headroom.governance.boundary;

import headroom.governance.control.MemberOverrides;
import headroom.governance.control.Members;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.boundary.SharingTrees;
import headroom.tenant.boundary.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who may come into a pool, and what coming and leaving does to its tree. In the transaction of whoever holds the pool. */
@ApplicationScoped
public class Joining {
    @Inject
    private Members members;

    @Inject
    private MemberOverrides overrides;

    @Inject
    private SharingTrees sharing;

    @Inject
    private TenantSettings tenants;

    /** Takes the locks of those who are to come in, then the trees of all of these. */
    void hold(String resourceType, List<MemberTerms> joins, Collection<TenantId> tenants) {
        inOrder(joins).forEach(tenant -> sharing.holdRoots(tenant, resourceType));
        sharing.hold(resourceType, tenants);
    }

    /** Why some of these cannot come into a pool of the resource, all of it at once. */
    Optional<Refusal> obstacles(String resourceType, List<MemberTerms> joins) {
        List<FieldError> errors = new ArrayList<>();
        Map<TenantId, UUID> pooled = members.pooled(
                resourceType, joins.stream().map(MemberTerms::tenant).toList());
        inOrder(joins)
                .forEach(tenant -> obstacle(resourceType, tenant, pooled)
                        .ifPresent(message -> errors.add(new FieldError("members", message))));
        return errors.isEmpty() ? Optional.empty() : Optional.of(PoolRefusals.broken(errors));
    }

    private Optional<String> obstacle(String resourceType, TenantId tenant, Map<TenantId, UUID> pooled) {
        if (tenants.missing(tenant).isPresent()) {
            return Optional.of("there is no tenant " + tenant);
        }
        UUID other = pooled.get(tenant);
        return other == null
                ? sharing.obstacle(tenant, resourceType)
                : Optional.of(tenant + " shares " + resourceType + " in the pool " + other + " already");
    }

    /** Brings these in; their trees may use nothing more until the pool is settled. */
    void join(Pool pool, List<MemberTerms> joins) {
        if (joins.isEmpty()) {
            return;
        }
        inOrder(joins).forEach(tenant -> sharing.begin(tenant, pool.terms().resourceType()));
        members.put(pool.id(), pool.terms().resourceType(), joins);
    }

    /** Lets these go. */
    void leave(Pool pool, Collection<TenantId> leaves) {
        if (!leaves.isEmpty()) {
            overrides.cancelAll(pool.id(), leaves);
            members.remove(pool.id(), leaves);
            sharing.end(pool.terms().resourceType(), leaves);
        }
    }

    /** Locks are taken in one order everywhere. */
    private static List<TenantId> inOrder(List<MemberTerms> joins) {
        return joins.stream()
                .map(MemberTerms::tenant)
                .sorted(Comparator.comparing(TenantId::value))
                .toList();
    }
}
