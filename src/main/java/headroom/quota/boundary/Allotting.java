package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.ShareDemands;
import headroom.quota.control.TreeMovedException;
import headroom.quota.control.Whereabouts;
import headroom.quota.rule.AllocationState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How requests for amounts are decided on a ledger that holds their trees: one, or the items of a batch. */
@ApplicationScoped
public class Allotting {
    @Inject
    private Ledgers ledgers;

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private ShareDemands demands;

    @Inject
    private QuotaMetrics metrics;

    /** Decides one request. Before it is denied it is asked whether its job holds something, and what is due is ended. */
    public Outcome<AdmittedRequest> decide(Ledger ledger, AmountRequest wanted) {
        mustHold(ledger, wanted.quotaId());
        Outcome<AdmittedRequest> outcome = ledger.allocate(wanted);
        if (isExceeded(outcome) && isOtherwiseNow(ledger)) {
            outcome = ledger.allocate(wanted);
        }
        return outcome.fold(
                Outcome::done,
                refusal -> Outcome.refused(
                        refusal instanceof QuotaExceeded exceeded ? ledgers.withRetryAt(ledger, exceeded) : refusal));
    }

    /**
     * The same, but where only a part of it fits, that part is admitted.
     *
     * @return with the denial of the whole, where it was a part
     */
    public Outcome<Part> decidePart(Ledger ledger, AmountRequest wanted) {
        return decide(ledger, wanted)
                .fold(
                        whole -> Outcome.done(new Part(whole, null)),
                        refusal -> refusal instanceof QuotaExceeded exceeded
                                        && exceeded.denied().maxGrantable().isPositive()
                                ? ledger.allocate(wanted.of(exceeded.denied().maxGrantable()))
                                        .map(part -> new Part(part, exceeded))
                                : Outcome.refused(refusal));
    }

    /**
     * What was admitted of a request.
     *
     * @param exceeded why it is not the whole; null where it is
     */
    public record Part(AdmittedRequest admitted, @Nullable QuotaExceeded exceeded) {}

    /**
     * Decides the items in their order, each seeing the charges of those before it (rule A5). An atomic batch of which an
     * item is refused leaves no trace, and hears of every item that was.
     */
    public List<Outcome<AdmittedRequest>> decide(
            Ledger ledger, BatchRequest batch, Map<QuotaReference, Location> locations) {
        locations.values().forEach(location -> mustHold(ledger, location.quotaId()));
        boolean independent = batch.mode() == BatchRequest.Mode.INDEPENDENT;
        List<Outcome<AdmittedRequest>> outcomes = ledger.attempt(
                () -> judge(ledger, batch.items(), locations),
                judged -> independent
                        ? judged.stream().noneMatch(Allotting::isExceeded)
                        : judged.stream().allMatch(Allotting::isDone));
        if (outcomes.stream().noneMatch(Allotting::isExceeded)) {
            return outcomes;
        }
        boolean otherwise = isOtherwiseNow(ledger);
        return otherwise || independent
                ? ledger.attempt(
                        () -> judge(ledger, batch.items(), locations),
                        judged -> independent || judged.stream().allMatch(Allotting::isDone))
                : outcomes;
    }

    /** Looks at what may change a denial: jobs that hold something already, and what is due. Tells whether it has. */
    private boolean isOtherwiseNow(Ledger ledger) {
        boolean jobsSeen = ledgers.lookAtJobs(ledger);
        return ledgers.expireDue(ledger) > 0 || jobsSeen;
    }

    /** Notes what became of a request, once it is durable. */
    public void settled(TenantId tenant, Outcome<AdmittedRequest> outcome) {
        metrics.count(outcome)
                .fold(
                        admission -> {
                            demands.met(tenant, admission.allocation());
                            whereabouts.opened(
                                    tenant,
                                    admission.allocation().id(),
                                    admission.allocation().quotaId());
                            return true;
                        },
                        refusal -> {
                            stillLacking(tenant, refusal);
                            return false;
                        });
    }

    /** Notes that a request was refused once more, where it lacks nothing but share. */
    void stillLacking(TenantId tenant, Refusal refusal) {
        if (refusal instanceof QuotaExceeded exceeded) {
            demands.lacked(tenant, exceeded, Amount.ZERO);
        }
    }

    /** Notes what became of a request of which a part was enough, once it is durable. */
    void settledPart(TenantId tenant, Outcome<Part> outcome) {
        settled(tenant, outcome.map(Part::admitted));
        outcome.fold(
                part -> {
                    if (part.exceeded() != null) {
                        demands.lacked(
                                tenant,
                                part.exceeded(),
                                part.admitted().allocation().holding().amount());
                    }
                    return true;
                },
                refusal -> false);
    }

    /** The quota must be in the tree that is held; else it was moved or deleted, and is to be looked for again. */
    void mustHold(Ledger ledger, UUID quotaId) {
        if (!ledger.books().contains(quotaId)) {
            whereabouts.forget(ledger.tenant(), quotaId);
            throw new TreeMovedException("quota " + quotaId + " is not any more where it was");
        }
    }

    static AmountRequest request(AllocateRequest request, Location location) {
        return new AmountRequest(
                location.quotaId(),
                request.jobId(),
                request.requestedValue(),
                request.state() == null ? AllocationState.ACTIVE : request.state(),
                request.expiresIn(),
                request.metadata() == null ? null : request.metadata().json());
    }

    private static List<Outcome<AdmittedRequest>> judge(
            Ledger ledger, List<AllocateRequest> items, Map<QuotaReference, Location> locations) {
        List<Outcome<AdmittedRequest>> outcomes = new ArrayList<>(items.size());
        for (AllocateRequest item : items) {
            QuotaReference reference = item.quota();
            Location location = locations.get(reference);
            outcomes.add(
                    location == null
                            ? Outcome.refused(QuotaLocator.notFound(reference))
                            : ledger.allocate(request(item, location)));
        }
        return outcomes;
    }

    private static boolean isDone(Outcome<?> outcome) {
        return outcome.<Boolean>fold(done -> true, refusal -> false);
    }

    private static boolean isExceeded(Outcome<?> outcome) {
        return outcome.<Boolean>fold(done -> false, refusal -> refusal instanceof QuotaExceeded);
    }
}
