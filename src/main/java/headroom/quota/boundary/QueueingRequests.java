package headroom.quota.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.quota.control.AdmittedRequest;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.control.WaitingRequests;
import headroom.quota.control.WaitingRequests.Queue;
import headroom.quota.control.WaitingRequests.WaitingRequest;
import headroom.quota.rule.WaitingState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Admits a request for an amount, or has it wait: where it does not fit, or others of its tree wait already. Decided in the lane of
 * its tree, so that nothing that frees enough can pass by unseen.
 */
@ApplicationScoped
public class QueueingRequests {
    /** Who waits longer waits for something else. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Of one tenant at once. */
    public static final int MAX_WAITING = 10_000;

    @Inject
    private Lanes lanes;

    @Inject
    private Allotting allotting;

    @Inject
    private WaitingRequests waiting;

    /** Brings the request to its lane. */
    Promise<Answer> allocate(Call call, TreeRef tree, AllocateRequest request, Location location) {
        return lanes.post(
                tree,
                new AllocateOrWait(
                        this, tree, Allotting.request(request, location), Objects.requireNonNull(request.deadline())),
                call.idempotencyKey());
    }

    /** What became of it: admitted, or else waiting. */
    private record Queued(
            @Nullable AdmittedRequest admitted, @Nullable WaitingRequest request) {}

    private record AllocateOrWait(QueueingRequests queueing, TreeRef tree, AmountRequest wanted, Instant deadline)
            implements Posting<Outcome<Queued>> {
        @Override
        public Collection<UUID> quotaIds() {
            return List.of(wanted.quotaId());
        }

        @Override
        public Collection<JobKey> jobs() {
            return List.of(wanted.job());
        }

        @Override
        public Outcome<Queued> decide(Ledger ledger) {
            return queueing.decide(ledger, this);
        }

        @Override
        public Answer answer(Outcome<Queued> decided) {
            return decided.fold(
                    queued -> queued.request() == null
                            ? QuotaAnswers.allocated(Outcome.done(Objects.requireNonNull(queued.admitted())))
                            : Answer.of(202, WaitingView.of(queued.request()))
                                    .withHeader(
                                            "Location",
                                            "/api/v1/allocations/waiting/"
                                                    + queued.request().id()),
                    QuotaAnswers::refused);
        }

        @Override
        public void settled(Outcome<Queued> decided) {
            decided.fold(
                    queued -> {
                        if (queued.admitted() != null) {
                            queueing.allotting.settled(tree.tenant(), Outcome.done(queued.admitted()));
                        }
                        return true;
                    },
                    refusal -> false);
        }
    }

    private Outcome<Queued> decide(Ledger ledger, AllocateOrWait asked) {
        AmountRequest wanted = asked.wanted();
        allotting.mustHold(ledger, wanted.quotaId());
        Instant now = ledger.now();
        if (!asked.deadline().isAfter(now) || asked.deadline().isAfter(now.plus(LONGEST))) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "the body breaks the contract",
                    List.of(new FieldError("deadline", "must be in the future, and at most 7 days ahead"))));
        }
        Optional<WaitingRequest> before = waiting.ofJob(asked.tree().tenant(), wanted.quotaId(), wanted.jobId());
        if (before.isPresent()) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.ALREADY_EXISTS,
                    "the job waits for this quota already: " + before.get().id(),
                    Map.of("waiting_id", before.get().id())));
        }
        Queue queue = waiting.queue(asked.tree().tenant(), asked.tree().treeId(), MAX_WAITING);
        if (queue.ofTenant() >= MAX_WAITING) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.CONFLICT, MAX_WAITING + " requests of the tenant wait already, as many as may"));
        }
        if (!queue.inTree()) {
            Outcome<AdmittedRequest> outcome = allotting.decide(ledger, wanted);
            boolean fitsNot = outcome.<Boolean>fold(done -> false, refusal -> refusal instanceof QuotaExceeded);
            if (!fitsNot) {
                return outcome.map(admitted -> new Queued(admitted, null));
            }
        }
        return Outcome.done(new Queued(null, wait(ledger, asked)));
    }

    private WaitingRequest wait(Ledger ledger, AllocateOrWait asked) {
        AmountRequest wanted = asked.wanted();
        WaitingRequest request = new WaitingRequest(
                asked.tree().tenant(),
                Ids.next(),
                ledger.books().node(wanted.quotaId()).name().resourceType(),
                wanted,
                ledger.now(),
                asked.deadline(),
                WaitingState.WAITING,
                null,
                null);
        waiting.add(asked.tree().treeId(), request);
        ledger.touch();
        return request;
    }
}
