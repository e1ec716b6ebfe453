package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Allocations;
import headroom.quota.control.Quotas;
import headroom.quota.control.UsageHistory;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.Quota;
import headroom.quota.rule.AllocationState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answers questions about allocations and their history; of deleted quotas too, because history outlives them. */
@Stateless
public class ReadingAllocations {
    @Inject
    private Allocations allocations;

    @Inject
    private Quotas quotas;

    @Inject
    private UsageHistory history;

    public Outcome<AllocationView> find(TenantId tenant, UUID id) {
        Optional<Allocation> found = allocations.find(tenant, id);
        if (found.isEmpty()) {
            return Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no allocation " + id));
        }
        Quota quota = quotas.findEvenDeleted(tenant, found.get().quotaId()).orElseThrow();
        return Outcome.done(AllocationView.of(found.get(), quota.name().resourceType()));
    }

    /** A page of a quota's allocations in these states, after this id. */
    public Outcome<List<AllocationView>> ofQuota(
            TenantId tenant, UUID quotaId, Set<AllocationState> states, Optional<UUID> after, int limit) {
        Quota quota = quotas.findEvenDeleted(tenant, quotaId).orElse(null);
        if (quota == null) {
            return Outcome.refused(QuotaLocator.noQuota(quotaId));
        }
        return Outcome.done(allocations.ofQuota(tenant, quotaId, states, after, limit).stream()
                .map(allocation -> AllocationView.of(allocation, quota.name().resourceType()))
                .toList());
    }

    /** A page of a quota's history below a position, the newest first. */
    public Outcome<List<HistoryView>> history(
            TenantId tenant, UUID quotaId, UsageHistory.Filter filter, UsageHistory.Position below, int limit) {
        Quota quota = quotas.findEvenDeleted(tenant, quotaId).orElse(null);
        if (quota == null) {
            return Outcome.refused(QuotaLocator.noQuota(quotaId));
        }
        return Outcome.done(history.page(tenant, quotaId, filter, below, limit).stream()
                .map(entry -> HistoryView.of(entry, quota.name()))
                .toList());
    }
}
