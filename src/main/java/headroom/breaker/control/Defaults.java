package headroom.breaker.control;

import headroom.breaker.entity.DefaultConfiguration;
import headroom.breaker.rule.Configuration;
import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** How the tenants' breakers begin. */
@ApplicationScoped
public class Defaults {
    @PersistenceContext
    private EntityManager entities;

    public Configuration of(TenantId tenant) {
        return find(tenant).map(DefaultConfiguration::configuration).orElse(Configuration.DEFAULT);
    }

    public Optional<DefaultConfiguration> find(TenantId tenant) {
        return Optional.ofNullable(entities.find(DefaultConfiguration.class, tenant.value()));
    }

    /** Held against other changes until the transaction ends. */
    public Optional<DefaultConfiguration> lock(TenantId tenant) {
        return Optional.ofNullable(
                entities.find(DefaultConfiguration.class, tenant.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Adds the tenant's own, at once. */
    public void add(DefaultConfiguration own) {
        entities.persist(own);
        entities.flush();
    }

    /** Writes what was changed, so that its version is known. */
    public void flush() {
        entities.flush();
    }
}
