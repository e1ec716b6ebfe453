package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.quota.boundary.Allotting.Part;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.control.Whereabouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Admits as much of a request as fits, in one step, in the lane of the quota's tree. */
@ApplicationScoped
public class AllocatingPart {
    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Lanes lanes;

    @Inject
    private Allotting allotting;

    @Inject
    private AnsweringOnce answering;

    /**
     * Brings the request to its lane.
     *
     * @param partly whether a part of it is welcome
     */
    public Promise<Answer> allocate(
            Call call, AmountRequest wanted, boolean partly, Function<Outcome<Part>, Answer> answer) {
        @Nullable Location location =
                whereabouts.byId(call.tenant(), List.of(wanted.quotaId())).get(wanted.quotaId());
        if (location == null) {
            return Promise.of(answering.answer(
                    call, () -> answer.apply(Outcome.refused(QuotaLocator.noQuota(wanted.quotaId())))));
        }
        return lanes.post(
                new TreeRef(call.tenant(), location.treeId()),
                new AllocatePart(allotting, call.tenant(), wanted, partly, answer),
                call.idempotencyKey());
    }

    private record AllocatePart(
            Allotting allotting,
            TenantId tenant,
            AmountRequest wanted,
            boolean partly,
            Function<Outcome<Part>, Answer> answering)
            implements Posting<Outcome<Part>> {
        @Override
        public Collection<UUID> quotaIds() {
            return List.of(wanted.quotaId());
        }

        @Override
        public Collection<JobKey> jobs() {
            return List.of(wanted.job());
        }

        @Override
        public Outcome<Part> decide(Ledger ledger) {
            return partly
                    ? allotting.decidePart(ledger, wanted)
                    : allotting.decide(ledger, wanted).map(whole -> new Part(whole, null));
        }

        @Override
        public Answer answer(Outcome<Part> decided) {
            return answering.apply(decided);
        }

        @Override
        public void settled(Outcome<Part> decided) {
            allotting.settledPart(tenant, decided);
        }
    }
}
