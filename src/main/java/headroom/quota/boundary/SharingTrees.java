package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.control.ShareDenials;
import headroom.quota.control.TenantShares;
import headroom.quota.control.WaitingRequests;
import headroom.quota.control.WaitingRequests.WaitingRequest;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What pools leave the trees of their members, in the transaction of whoever settles a pool. The members of one resource are in
 * one pool or none; the caller settles a pool alone. A share binds every decision that begins after the transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class SharingTrees {
    @Inject
    private TenantShares shares;

    @Inject
    private ShareDenials denials;

    @Inject
    private WaitingRequests waiting;

    /** Holds what is held before anything of the tenant's trees, where it shall become a member. */
    public void holdRoots(TenantId tenant, String resourceType) {
        shares.holdRoots(tenant, resourceType);
    }

    /** Why the resource cannot be shared with the tenant, if so: it has several trees of it, and a share binds one. */
    public Optional<String> obstacle(TenantId tenant, String resourceType) {
        shares.holdRoots(tenant, resourceType);
        List<UUID> roots = shares.roots(tenant, resourceType);
        return roots.size() > 1
                ? Optional.of(tenant + " has several trees of " + resourceType
                        + ", and a share binds one: give these roots one parent: " + roots)
                : Optional.empty();
    }

    /** Begins to share a resource with a tenant that nothing stands in the way of; it may use nothing more at first. */
    public void begin(TenantId tenant, String resourceType) {
        shares.begin(tenant, resourceType);
    }

    /** Shares with these tenants no more; only their limits bind them. */
    public void end(String resourceType, Collection<TenantId> tenants) {
        shares.end(resourceType, tenants);
        denials.forget(resourceType, tenants);
    }

    /** Holds the trees of those members whose shares may be set in this transaction, all at once. */
    public void hold(String resourceType, Collection<TenantId> tenants) {
        shares.hold(resourceType, tenants);
    }

    /** Sets what members may use, whose trees are held; null: as much as their limits allow. */
    public void set(String resourceType, Map<TenantId, @Nullable Amount> amounts) {
        shares.set(resourceType, amounts);
    }

    /** How these members stand. */
    public List<TenantShares.Member> standing(String resourceType, Collection<TenantId> tenants) {
        return shares.standing(resourceType, tenants);
    }

    /** How these tenants would stand as members: one for each tree of theirs. */
    public List<TenantShares.Member> prospects(String resourceType, Collection<TenantId> tenants) {
        return shares.prospects(resourceType, tenants);
    }

    /** What these members have waiting, the longest first. */
    public List<WaitingRequest> waiting(String resourceType, Collection<TenantId> tenants, int limit) {
        return waiting.ofResource(resourceType, tenants, limit);
    }

    /** What these members were denied for nothing but lack of share in the last minute, on all servers; zero is missing. */
    public Map<TenantId, Amount> denied(String resourceType, Collection<TenantId> tenants) {
        return denials.sums(resourceType, tenants);
    }
}
