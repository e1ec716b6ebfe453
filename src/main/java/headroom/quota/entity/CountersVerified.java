package headroom.quota.entity;

import headroom.kernel.TenantId;
import java.util.List;
import java.util.UUID;

/**
 * The counters of a tenant were compared with its allocations (rule Q2).
 *
 * @param quotas how many
 * @param different the quotas whose counters are off; none where all is well
 */
public record CountersVerified(TenantId tenant, long quotas, List<UUID> different) {
    public CountersVerified {
        different = List.copyOf(different);
    }
}
