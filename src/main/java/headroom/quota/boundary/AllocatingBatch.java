package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Quotas.Location;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Judges the items of a batch in order, each seeing the charges of those before it, in one transaction (rule A5). An
 * atomic batch of which an item is refused leaves no trace, and hears of every item that was.
 */
@Stateless
public class AllocatingBatch {
    @Inject
    private QuotaLocator locator;

    @Inject
    private Ledgers ledgers;

    @Inject
    private IdempotentAnswers answers;

    /** Decides all items; one outcome for each, in order. */
    public Answer allocate(
            Call call, BatchRequest request, Function<List<Outcome<Ledger.Admission>>, Answer> answering) {
        return answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(decide(call.tenant(), request)));
    }

    private List<Outcome<Ledger.Admission>> decide(TenantId tenant, BatchRequest batch) {
        List<AllocateRequest> items = batch.items();
        Map<QuotaReference, Location> locations = locator.locate(
                tenant, items.stream().map(AllocateRequest::quota).toList());
        Ledger ledger = ledgers.open(tenant, locations.values());
        ledgers.readLiveJobs(ledger, jobs(items, locations));
        Ledger.Mark before = ledger.mark();
        List<Outcome<Ledger.Admission>> outcomes = judge(ledger, items, locations);
        if (outcomes.stream().anyMatch(AllocatingQuota::isExceeded)) {
            ledger.backTo(before);
            if (ledgers.expireDue(ledger) > 0) {
                before = ledger.mark();
            }
            outcomes = judge(ledger, items, locations);
        }
        boolean refused = outcomes.stream().anyMatch(outcome -> !outcome.<Boolean>fold(done -> true, no -> false));
        if (refused && batch.mode() == BatchRequest.Mode.ATOMIC) {
            ledger.backTo(before);
        }
        ledgers.save(ledger);
        return outcomes;
    }

    private static List<Outcome<Ledger.Admission>> judge(
            Ledger ledger, List<AllocateRequest> items, Map<QuotaReference, Location> locations) {
        List<Outcome<Ledger.Admission>> outcomes = new ArrayList<>(items.size());
        for (AllocateRequest item : items) {
            QuotaReference reference = item.quota();
            Location location = locations.get(reference);
            outcomes.add(
                    location == null
                            ? Outcome.refused(QuotaLocator.notFound(reference))
                            : ledger.allocate(AllocatingQuota.request(item, location)));
        }
        return outcomes;
    }

    private static List<JobKey> jobs(List<AllocateRequest> items, Map<QuotaReference, Location> locations) {
        List<JobKey> jobs = new ArrayList<>(items.size());
        for (AllocateRequest item : items) {
            Location location = locations.get(item.quota());
            if (location != null) {
                jobs.add(new JobKey(location.quotaId(), item.jobId()));
            }
        }
        return jobs;
    }
}
