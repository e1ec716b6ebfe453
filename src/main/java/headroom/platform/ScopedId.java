package headroom.platform;

import headroom.kernel.TenantId;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** The key of a tenant's row. */
public class ScopedId implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private String tenantId = "";
    private UUID id = new UUID(0, 0);

    protected ScopedId() {}

    public ScopedId(TenantId tenant, UUID id) {
        this.tenantId = tenant.value();
        this.id = id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScopedId key && tenantId.equals(key.tenantId) && id.equals(key.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenantId, id);
    }
}
