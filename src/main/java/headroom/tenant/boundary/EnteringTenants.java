package headroom.tenant.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Caller;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import headroom.tenant.control.Tenants;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Records in a tenant's audit trail that a caller of the platform comes in, before anything is seen. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class EnteringTenants {
    @Inject
    private Tenants tenants;

    @Inject
    private AuditTrail audit;

    /** Records it; false where there is no such tenant. */
    public boolean enter(Caller caller, TenantId tenant) {
        return TenantWall.within(tenant, () -> {
            if (tenants.find(tenant).isEmpty()) {
                return false;
            }
            audit.record(
                    tenant,
                    AuditEvent.of("platform.enter", "tenant", tenant)
                            .why(AuditTrail.purpose(Scope.QUOTA))
                            .with("token_tenant", caller.tenant().value()));
            return true;
        });
    }
}
