package headroom.tenant.entity;

import headroom.tenant.rule.ChildLimits;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Locale;

/** One customer of the service, and what it has settled for itself. A row exists from the tenant's first quota on. */
@Entity
@Table(name = "tenants")
public class Tenant {
    @Id
    @Column(name = "tenant_id")
    private String id;

    @Column(name = "child_limits")
    private String childLimits;

    @Version
    private long version;

    protected Tenant() {}

    public String id() {
        return id;
    }

    public ChildLimits childLimits() {
        return ChildLimits.valueOf(childLimits.toUpperCase(Locale.ROOT));
    }
}
