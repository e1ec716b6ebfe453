package headroom.breaker.entity;

import headroom.breaker.rule.Configuration;
import headroom.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** How a tenant's breakers begin that nobody has configured. A tenant without one has {@link Configuration#DEFAULT}. */
@Entity
@Table(name = "breaker_defaults")
public class DefaultConfiguration {
    @Id
    @Column(name = "tenant_id")
    private String tenantId;

    @Embedded
    private ConfigurationColumns configuration;

    @Version
    private long version = 1;

    protected DefaultConfiguration() {}

    public DefaultConfiguration(TenantId tenant, Configuration configuration) {
        this.tenantId = tenant.value();
        this.configuration = new ConfigurationColumns(configuration);
    }

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public void change(Configuration other) {
        configuration = new ConfigurationColumns(other);
    }

    public Configuration configuration() {
        return configuration.configuration();
    }

    /** At least 1. */
    public long version() {
        return version;
    }
}
