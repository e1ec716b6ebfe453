package headroom.tenant.boundary;

import headroom.kernel.TenantId;
import headroom.tenant.control.Tenants;
import headroom.tenant.rule.ChildLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What a tenant has settled for itself, for the other components. Works in the caller's transaction. */
@ApplicationScoped
public class TenantSettings {
    @Inject
    private Tenants tenants;

    /** Makes sure that the tenant's rows can refer to it. */
    public void ensure(TenantId tenant) {
        tenants.ensure(tenant);
    }

    /** Rule Q4: whether a child's limit must be at most its parent's. */
    public boolean areChildrenWithinParent(TenantId tenant) {
        return tenants.childLimits(tenant) == ChildLimits.WITHIN_PARENT;
    }
}
