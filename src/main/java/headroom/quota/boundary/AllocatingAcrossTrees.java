package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.TreeMovedException;
import headroom.quota.control.Whereabouts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Decides a batch over several trees in one transaction that holds them all, or over none (rule A5). */
@Stateless
public class AllocatingAcrossTrees {
    @Inject
    private Ledgers ledgers;

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Allotting allotting;

    @Inject
    private IdempotentAnswers answers;

    /**
     * Decides all items; one outcome for each, in order.
     *
     * @throws TreeMovedException where a quota is not any more where it was found
     */
    public Answer allocate(Call call, BatchRequest request, Map<QuotaReference, Location> locations) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> {
            List<Outcome<AdmittedRequest>> outcomes = decide(call.tenant(), request, locations);
            outcomes.forEach(outcome -> allotting.settled(call.tenant(), outcome));
            return QuotaAnswers.batch(request.mode(), outcomes);
        });
    }

    private List<Outcome<AdmittedRequest>> decide(
            TenantId tenant, BatchRequest request, Map<QuotaReference, Location> locations) {
        try {
            Ledger ledger = ledgers.open(tenant, locations.values());
            ledger.expectJobs(AllocatingBatch.jobs(request, locations));
            ledgers.lookAtJobs(ledger);
            List<Outcome<AdmittedRequest>> outcomes = allotting.decide(ledger, request, locations);
            ledgers.save(ledger);
            return outcomes;
        } catch (TreeMovedException moved) {
            locations.values().forEach(location -> whereabouts.forget(tenant, location.quotaId()));
            throw moved;
        }
    }
}
