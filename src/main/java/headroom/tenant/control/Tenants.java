package headroom.tenant.control;

import headroom.kernel.TenantId;
import headroom.tenant.entity.Tenant;
import headroom.tenant.rule.ChildLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** The tenants. */
@ApplicationScoped
public class Tenants {
    @PersistenceContext
    private EntityManager entities;

    /** Makes the tenant's row where there is none; two that do so at once make one. */
    public void ensure(TenantId tenant) {
        entities.createNativeQuery("insert into tenants (tenant_id) values (?1) on conflict do nothing")
                .setParameter(1, tenant.value())
                .executeUpdate();
    }

    public Optional<Tenant> find(TenantId tenant) {
        return Optional.ofNullable(entities.find(Tenant.class, tenant.value()));
    }

    /** What the tenant has settled on children's limits; the default for one without a row. */
    public ChildLimits childLimits(TenantId tenant) {
        return find(tenant).map(Tenant::childLimits).orElse(ChildLimits.WITHIN_PARENT);
    }
}
