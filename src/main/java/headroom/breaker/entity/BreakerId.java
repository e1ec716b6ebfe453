package headroom.breaker.entity;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** The key of a breaker's row. */
public class BreakerId implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private String tenantId = "";
    private String service = "";

    protected BreakerId() {}

    public BreakerId(ServiceKey key) {
        this.tenantId = key.tenant().value();
        this.service = key.service();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BreakerId key && tenantId.equals(key.tenantId) && service.equals(key.service);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenantId, service);
    }
}
