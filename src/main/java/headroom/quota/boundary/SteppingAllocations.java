package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.quota.control.Lanes;
import headroom.quota.control.Ledger;
import headroom.quota.control.Posting;
import headroom.quota.control.Promise;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.StepRefused;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.control.Whereabouts;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Holding;
import headroom.quota.rule.Lifecycle;
import headroom.quota.rule.Transition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes one step of an allocation's life (rule A2) and charges what it gives back: commits, renews, releases. Decided in
 * the lane of the allocation's tree. An allocation found past its time is ended first, and the step refused.
 */
@ApplicationScoped
public class SteppingAllocations {
    private static final Refusal OWN = Refusal.of(
            Refusal.Kind.CONFLICT, "the service holds it for work of its own, and gives it back when that ends");

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Lanes lanes;

    @Inject
    private Allotting allotting;

    @Inject
    private AnsweringOnce answering;

    /**
     * A step of an allocation's life.
     *
     * @param judgement how it is judged
     * @param givesBack whether it only gives back: such a one goes on while the tenant is drained
     */
    public record Step(Judgement judgement, boolean givesBack) {
        static Step commit(Judgement judgement) {
            return new Step(judgement, false);
        }

        static Step renew(Judgement judgement) {
            return new Step(judgement, false);
        }

        static Step release(Judgement judgement) {
            return new Step(judgement, true);
        }
    }

    /** What {@link Lifecycle} says of a step. */
    @FunctionalInterface
    public interface Judgement {
        /** The judgement; {@code budget} tells whether the tree has a period. */
        Outcome<Transition> judge(Holding holding, boolean budget, Instant now);
    }

    /**
     * An allocation after its step.
     *
     * @param resourceType what it counts
     */
    public record Stepped(Allocation allocation, String resourceType) {}

    /** Brings the step to its lane; refused, the refusal shows the allocation as it is. */
    public Promise<Answer> step(Call call, UUID id, Step step) {
        Optional<Location> location = whereabouts.ofAllocation(call.tenant(), id);
        if (location.isEmpty()) {
            return Promise.of(answering.answer(call, () -> QuotaAnswers.stepped(notFound(id))));
        }
        return lanes.post(
                new TreeRef(call.tenant(), location.get().treeId()),
                new Take(allotting, location.get(), id, step),
                call.idempotencyKey());
    }

    private static Outcome<Stepped> notFound(UUID id) {
        return Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no allocation " + id));
    }

    private record Take(Allotting allotting, Location location, UUID id, Step step)
            implements Posting<Outcome<Stepped>> {
        @Override
        public Collection<UUID> quotaIds() {
            return List.of(location.quotaId());
        }

        @Override
        public Collection<UUID> allocationIds() {
            return List.of(id);
        }

        @Override
        public boolean givesBack() {
            return step.givesBack();
        }

        @Override
        public Outcome<Stepped> decide(Ledger ledger) {
            Allocation allocation = ledger.allocation(id).orElse(null);
            if (allocation == null) {
                return notFound(id);
            }
            if (allocation.holding().state().isLive()) {
                allotting.mustHold(ledger, location.quotaId());
                if (allocation.holding().isDue(ledger.now())) {
                    ledger.expire(allocation);
                }
            }
            QuotaTree tree = ledger.tree(location.treeId());
            if (allocation.jobId().startsWith(Wire.OWN_JOBS)) {
                return Outcome.refused(new StepRefused(OWN, allocation, tree.resourceType()));
            }
            Optional<Refusal> paused =
                    step.givesBack() ? Optional.empty() : ledger.pause().ofHolding(ledger.now());
            if (paused.isPresent()) {
                return Outcome.refused(new StepRefused(paused.get(), allocation, tree.resourceType()));
            }
            return step.judgement()
                    .judge(allocation.holding(), tree.period().isPresent(), ledger.now())
                    .fold(
                            transition -> {
                                ledger.apply(allocation, transition);
                                return Outcome.done(new Stepped(allocation, tree.resourceType()));
                            },
                            refusal -> Outcome.refused(new StepRefused(refusal, allocation, tree.resourceType())));
        }

        @Override
        public Answer answer(Outcome<Stepped> decided) {
            return QuotaAnswers.stepped(decided);
        }
    }
}
