package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Trees.TreeRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Admits a request for an amount and charges it, in one step (rule Q8); denied, nothing is written. Decided in the lane of
 * the quota's tree, together with what else waits there.
 */
@ApplicationScoped
public class AllocatingQuota {
    @Inject
    private QuotaLocator locator;

    @Inject
    private Lanes lanes;

    @Inject
    private Allotting allotting;

    @Inject
    private QueueingRequests queueing;

    @Inject
    private AnsweringOnce answering;

    /** Brings one request to its lane; the answer to it is made, and where it has a key kept, in the same transaction. */
    public Promise<Answer> allocate(Call call, AllocateRequest request) {
        QuotaReference reference = request.quota();
        @Nullable Location location = locator.locate(call.tenant(), List.of(reference)).get(reference);
        if (location == null) {
            return Promise.of(answering.answer(call, () -> notFound(call.tenant(), reference)));
        }
        TreeRef tree = new TreeRef(call.tenant(), location.treeId());
        return request.isWaiting()
                ? queueing.allocate(call, tree, request, location)
                : lanes.post(
                        tree,
                        new Allocate(allotting, call.tenant(), Allotting.request(request, location)),
                        call.idempotencyKey());
    }

    private Answer notFound(TenantId tenant, QuotaReference reference) {
        Outcome<AdmittedRequest> refused = Outcome.refused(QuotaLocator.notFound(reference));
        allotting.settled(tenant, refused);
        return QuotaAnswers.allocated(refused);
    }

    private record Allocate(Allotting allotting, TenantId tenant, AmountRequest wanted)
            implements Posting<Outcome<AdmittedRequest>> {
        @Override
        public Collection<UUID> quotaIds() {
            return List.of(wanted.quotaId());
        }

        @Override
        public Collection<JobKey> jobs() {
            return List.of(wanted.job());
        }

        @Override
        public Outcome<AdmittedRequest> decide(Ledger ledger) {
            return allotting.decide(ledger, wanted);
        }

        @Override
        public Answer answer(Outcome<AdmittedRequest> decided) {
            return QuotaAnswers.allocated(decided);
        }

        @Override
        public void settled(Outcome<AdmittedRequest> decided) {
            allotting.settled(tenant, decided);
        }
    }
}
