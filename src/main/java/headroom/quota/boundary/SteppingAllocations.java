package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Allocations;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Quotas;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.StepRefused;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.Quota;
import headroom.quota.rule.Holding;
import headroom.quota.rule.Lifecycle;
import headroom.quota.rule.Transition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes one step of an allocation's life (rule A2) and charges what it gives back, in one transaction: commits, renews,
 * releases. An allocation found past its time is ended first, and the step refused.
 */
@Stateless
public class SteppingAllocations {
    @Inject
    private Allocations allocations;

    @Inject
    private Quotas quotas;

    @Inject
    private Ledgers ledgers;

    @Inject
    private IdempotentAnswers answers;

    /** Judges a step: what {@link Lifecycle} says of commit, renew or release. */
    @FunctionalInterface
    public interface Step {
        /** The judgement; {@code budget} tells whether the tree has a period. */
        Outcome<Transition> judge(Holding holding, boolean budget, Instant now);
    }

    /**
     * An allocation after its step.
     *
     * @param resourceType what it counts
     */
    public record Stepped(Allocation allocation, String resourceType) {}

    /** Takes the step that was judged; refused, the refusal shows the allocation as it is. */
    public Answer step(Call call, UUID id, Step step, Function<Outcome<Stepped>, Answer> answering) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> answering.apply(take(call.tenant(), id, step)));
    }

    private Outcome<Stepped> take(TenantId tenant, UUID id, Step step) {
        Allocation allocation = allocations.find(tenant, id).orElse(null);
        if (allocation == null) {
            return Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no allocation " + id));
        }
        Quota quota = quotas.findEvenDeleted(tenant, allocation.quotaId()).orElseThrow();
        String resourceType = quota.name().resourceType();
        if (!allocation.holding().state().isLive()) {
            return step.judge(allocation.holding(), false, allocation.allocatedAt())
                    .fold(
                            none -> Outcome.done(new Stepped(allocation, resourceType)),
                            refusal -> Outcome.refused(new StepRefused(refusal, allocation, resourceType)));
        }
        Ledger ledger = ledgers.open(tenant, List.of(new Location(quota.id(), quota.treeId())));
        Outcome<Stepped> outcome = take(ledger, allocations.refresh(allocation), step, resourceType);
        ledgers.save(ledger);
        return outcome;
    }

    private static Outcome<Stepped> take(Ledger ledger, Allocation allocation, Step step, String resourceType) {
        if (allocation.holding().isDue(ledger.now())) {
            ledger.expire(allocation);
        }
        boolean budget = ledger.treeOf(allocation.quotaId()).period().isPresent();
        return step.judge(allocation.holding(), budget, ledger.now())
                .fold(
                        transition -> {
                            ledger.apply(allocation, transition);
                            return Outcome.done(new Stepped(allocation, resourceType));
                        },
                        refusal -> Outcome.refused(new StepRefused(refusal, allocation, resourceType)));
    }
}
