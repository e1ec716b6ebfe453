package headroom.governance.boundary;

import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.rule.Member;
import headroom.governance.rule.Pool;
import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import headroom.quota.boundary.SharingTrees;
import headroom.quota.control.TenantShares;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what a request for a part of a pool is to be asked of: the root of the tenant's tree. */
@Stateless
public class RequestingShares {
    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private PoolSettling settling;

    @Inject
    private SharingTrees sharing;

    /**
     * Where a member's requests go.
     *
     * @param root of its tree
     * @param max the most that it gets; none when null
     */
    public record Access(UUID root, @Nullable Amount max) {}

    public Outcome<Access> access(UUID poolId, TenantId tenant) {
        return TenantWall.acrossTenants(() -> {
            Optional<Pool> pool = pools.find(poolId);
            Optional<Member> member = pool.flatMap(found -> members.find(found.id(), tenant));
            if (pool.isEmpty() || member.isEmpty()) {
                return Outcome.refused(PoolRefusals.noPool(poolId));
            }
            String resourceType = pool.get().terms().resourceType();
            return sharing.standing(resourceType, List.of(tenant)).stream()
                    .findFirst()
                    .map(TenantShares.Member::root)
                    .<Outcome<Access>>map(
                            root -> Outcome.done(new Access(root, settling.maxInForce(pool.get(), member.get()))))
                    .orElseGet(() -> Outcome.refused(Refusal.of(
                            Refusal.Kind.CONFLICT, tenant + " has no quota of " + resourceType + " to allocate from")));
        });
    }
}
