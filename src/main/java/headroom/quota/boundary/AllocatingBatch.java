package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Trees.TreeRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Judges the items of a batch in order, each seeing the charges of those before it, in one step (rule A5). A batch over
 * one tree is decided in its lane like a single request; one over several takes the turn of the first.
 */
@ApplicationScoped
public class AllocatingBatch {
    @Inject
    private QuotaLocator locator;

    @Inject
    private Lanes lanes;

    @Inject
    private Allotting allotting;

    @Inject
    private AllocatingAcrossTrees acrossTrees;

    /** Brings the batch to its lane. */
    public Promise<Answer> allocate(Call call, BatchRequest request) {
        Map<QuotaReference, Location> locations = locator.locate(
                call.tenant(),
                request.items().stream().map(AllocateRequest::quota).toList());
        Set<UUID> trees = new TreeSet<>();
        locations.values().forEach(location -> trees.add(location.treeId()));
        if (trees.isEmpty()) {
            return Promise.of(acrossTrees.allocate(call, request, locations));
        }
        TreeRef first = new TreeRef(call.tenant(), trees.iterator().next());
        return trees.size() == 1
                ? lanes.post(
                        first, new AllocateAll(allotting, call.tenant(), request, locations), call.idempotencyKey())
                : lanes.alone(first, () -> acrossTrees.allocate(call, request, locations));
    }

    static List<JobKey> jobs(BatchRequest batch, Map<QuotaReference, Location> locations) {
        List<JobKey> jobs = new ArrayList<>(batch.items().size());
        for (AllocateRequest item : batch.items()) {
            Location location = locations.get(item.quota());
            if (location != null) {
                jobs.add(new JobKey(location.quotaId(), item.jobId()));
            }
        }
        return jobs;
    }

    private record AllocateAll(
            Allotting allotting, TenantId tenant, BatchRequest batch, Map<QuotaReference, Location> locations)
            implements Posting<List<Outcome<AdmittedRequest>>> {
        @Override
        public Collection<UUID> quotaIds() {
            return locations.values().stream().map(Location::quotaId).toList();
        }

        @Override
        public Collection<JobKey> jobs() {
            return AllocatingBatch.jobs(batch, locations);
        }

        @Override
        public int weight() {
            return batch.items().size();
        }

        @Override
        public List<Outcome<AdmittedRequest>> decide(Ledger ledger) {
            return allotting.decide(ledger, batch, locations);
        }

        @Override
        public Answer answer(List<Outcome<AdmittedRequest>> decided) {
            return QuotaAnswers.batch(batch.mode(), decided);
        }

        @Override
        public void settled(List<Outcome<AdmittedRequest>> decided) {
            decided.forEach(outcome -> allotting.settled(tenant, outcome));
        }
    }
}
