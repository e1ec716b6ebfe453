package headroom.quota.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.ExpectedVersion;
import headroom.quota.control.Allocations;
import headroom.quota.control.BudgetPeriods;
import headroom.quota.control.Keeping;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Quotas;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Sounding;
import headroom.quota.control.TenantShares;
import headroom.quota.control.Trees;
import headroom.quota.entity.Quota;
import headroom.quota.entity.QuotaTree;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Deletes a quota that nothing live depends on (rule Q12). Its history stays, what was consumed under it stays in the
 * usage above it until the period ends, and its name is free.
 */
@Stateless
public class DeletingQuota {
    @Inject
    private Quotas quotas;

    @Inject
    private Allocations allocations;

    @Inject
    private Ledgers ledgers;

    @Inject
    private BudgetPeriods periods;

    @Inject
    private Trees trees;

    @Inject
    private Sounding sounding;

    @Inject
    private Keeping keeping;

    @Inject
    private TenantShares shares;

    @Inject
    private AuditTrail audit;

    /** Deletes the quota, and with {@code cascade} all below it; tells how many. */
    public Outcome<Integer> delete(TenantId tenant, UUID id, ExpectedVersion expected, boolean cascade) {
        Quota quota = quotas.find(tenant, id).orElse(null);
        if (quota == null) {
            return Outcome.refused(QuotaLocator.noQuota(id));
        }
        Ledger ledger = ledgers.open(tenant, List.of(new Location(id, quota.treeId())));
        quotas.refresh(quota);
        if (!expected.isMetBy(quota.version())) {
            return Outcome.refused(ExpectedVersion.stale(quota.version()));
        }
        Set<UUID> subtree = quotas.subtree(tenant, id).keySet();
        if (subtree.size() > 1 && !cascade) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.HAS_CHILDREN,
                    "the quota has " + (subtree.size() - 1) + " below it; cascade=true deletes them too"));
        }
        ledgers.expireDue(ledger);
        ledgers.save(ledger);
        if (allocations.anyLive(tenant, subtree)) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.HAS_LIVE_ALLOCATIONS, "there are live allocations at the quota or below it"));
        }
        Optional<Refusal> consumed = consumedOfPool(ledger, quota);
        if (consumed.isPresent()) {
            return Outcome.refused(consumed.get());
        }
        QuotaView before = new PlacedQuota(quota, ledger.treeOf(id).period().orElse(null)).view();
        keeping.keepNothingFor(tenant, id, subtree, ledger.now());
        sounding.fallSilent(tenant, quota.treeId(), subtree, ledger.now());
        quotas.delete(tenant, subtree, ledger.now());
        close(ledger, quota);
        audit.record(
                tenant,
                AuditEvent.of("quota.delete", "quota", id)
                        .before(before)
                        .why(AuditTrail.purpose(Scope.QUOTA))
                        .with("deleted", Integer.toString(subtree.size())));
        return Outcome.done(subtree.size());
    }

    /** Why a root stays: with it what it consumed of a pool would be forgotten, and the next one could consume it again. */
    private Optional<Refusal> consumedOfPool(Ledger ledger, Quota quota) {
        String resourceType = quota.name().resourceType();
        Amount consumed = ledger.books().node(quota.id()).tally().consumedBelow();
        return quota.parentId().isPresent()
                        || !consumed.isPositive()
                        || shares.keep(ledger.tenant(), resourceType).isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Kind.CONFLICT,
                        "the tenant shares its " + resourceType + " in a pool, and has consumed " + consumed
                                + " of it in the period that runs (P9)"));
    }

    private void close(Ledger ledger, Quota quota) {
        QuotaTree tree = ledger.treeOf(quota.id());
        if (quota.parentId().isEmpty()) {
            periods.change(ledger.tenant(), tree, null, ledger.now());
        }
        trees.decided(tree, ledger.now());
    }
}
