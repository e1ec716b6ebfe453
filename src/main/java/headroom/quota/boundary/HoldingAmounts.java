package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.TreeMovedException;
import headroom.quota.control.Whereabouts;
import headroom.quota.entity.Allocation;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Lifecycle;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds an amount for another component's work, in that one's transaction: there is never the work without its amount, nor
 * the amount without its work. Loses races against the lanes with exceptions that {@code Retries} knows.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class HoldingAmounts {
    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Ledgers ledgers;

    @Inject
    private Allotting allotting;

    /**
     * Reserves the amount under the quota until it is given back; the id of the allocation. No caller can step it.
     *
     * @param work what it is held for, which names it among all that this tenant's components hold
     */
    public Outcome<UUID> reserve(TenantId tenant, UUID quotaId, String work, Amount amount) {
        Location location = whereabouts.byId(tenant, List.of(quotaId)).get(quotaId);
        if (location == null) {
            return Outcome.refused(QuotaLocator.noQuota(quotaId));
        }
        Ledger ledger = opened(tenant, location);
        AmountRequest wanted =
                new AmountRequest(quotaId, Wire.OWN_JOBS + work, amount, AllocationState.RESERVED, null, null);
        ledger.expectJobs(List.of(wanted.job()));
        ledgers.lookAtJobs(ledger);
        Outcome<UUID> held = allotting
                .decide(ledger, wanted)
                .map(admitted -> admitted.allocation().id());
        ledgers.save(ledger);
        return held;
    }

    /** Gives an amount back but for what was consumed; one that has ended already stays as it ended. */
    public void giveBack(TenantId tenant, UUID allocationId, Amount consumed) {
        Optional<Location> location = whereabouts.ofAllocation(tenant, allocationId);
        if (location.isEmpty()) {
            return;
        }
        Ledger ledger = opened(tenant, location.get());
        ledgers.readAllocations(ledger, List.of(allocationId));
        ledger.allocation(allocationId).ifPresent(allocation -> release(ledger, allocation, consumed));
        ledgers.save(ledger);
    }

    private Ledger opened(TenantId tenant, Location location) {
        try {
            return ledgers.open(tenant, List.of(location));
        } catch (TreeMovedException moved) {
            whereabouts.forget(tenant, location.quotaId());
            throw moved;
        }
    }

    private static void release(Ledger ledger, Allocation allocation, Amount consumed) {
        boolean budget = ledger.treeOf(allocation.quotaId()).period().isPresent();
        Amount whole = allocation.holding().amount();
        Lifecycle.release(
                        allocation.holding(),
                        Optional.of(consumed.isMoreThan(whole) ? whole : consumed),
                        budget,
                        ledger.now())
                .fold(
                        transition -> {
                            ledger.apply(allocation, transition);
                            return true;
                        },
                        ended -> false);
    }
}
