package headroom.tenant.control;

import headroom.kernel.TenantId;
import headroom.tenant.entity.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** The tenants. */
@ApplicationScoped
public class Tenants {
    @PersistenceContext
    private EntityManager entities;

    public Optional<Tenant> find(TenantId tenant) {
        return Optional.ofNullable(entities.find(Tenant.class, tenant.value()));
    }

    /**
     * The tenant, held against other changes until the transaction ends. Not against references to it, as a pessimistic lock of
     * JPA would: whoever adds to its audit trail holds the trail and refers to the tenant, and each would wait for the other.
     */
    public Optional<Tenant> lock(TenantId tenant) {
        List<?> held = entities.createNativeQuery(
                        "select tenant_id from tenants where tenant_id = ?1 for no key update")
                .setParameter(1, tenant.value())
                .getResultList();
        return held.isEmpty() ? Optional.empty() : find(tenant).map(this::refreshed);
    }

    /** As it is since it is held. */
    private Tenant refreshed(Tenant tenant) {
        entities.refresh(tenant);
        return tenant;
    }

    /** Takes the id for a new tenant; false where there is one of that id. Two that do so at once get one. */
    public boolean reserve(TenantId tenant, String name) {
        return entities.createNativeQuery(
                                "insert into tenants (tenant_id, name) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, tenant.value())
                        .setParameter(2, name)
                        .executeUpdate()
                == 1;
    }

    /** Writes what was changed, so that its version is known. */
    public void flush() {
        entities.flush();
    }

    /** A page of tenants after this id, in the order of their ids. */
    public List<Tenant> page(String after, int limit) {
        return entities.createQuery("select t from Tenant t where t.id > :after order by t.id", Tenant.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }
}
