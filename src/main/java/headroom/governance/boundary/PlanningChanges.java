package headroom.governance.boundary;

import headroom.governance.control.Plans;
import headroom.kernel.Outcome;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Function;
import java.util.function.Supplier;

/** Says what changes, or a whole policy, would come to, and keeps the plan; nothing else is changed. */
@Stateless
public class PlanningChanges {
    @Inject
    private DraftingSimulation simulations;

    @Inject
    private DraftingPolicy policies;

    @Inject
    private Foreseeing foreseeing;

    @Inject
    private Plans plans;

    @Inject
    private IdempotentAnswers answers;

    public Answer simulate(Call call, SimulationRequest request, Function<Outcome<SimulationView>, Answer> answering) {
        return once(
                call,
                () -> answering.apply(
                        simulations.plan(request).map(plan -> SimulationView.of(kept(plan), foreseeing.of(plan)))));
    }

    public Answer plan(Call call, PolicyRequest request, Function<Outcome<PolicyPlanView>, Answer> answering) {
        return once(
                call,
                () -> answering.apply(
                        policies.plan(request).map(plan -> PolicyPlanView.of(kept(plan), plan, foreseeing.of(plan)))));
    }

    /** The whole policy as it is. */
    public Outcome<PolicyView> policy() {
        return TenantWall.acrossTenants(policies::export);
    }

    private Answer once(Call call, Supplier<Answer> work) {
        return TenantWall.acrossTenants(() -> answers.once(call.tenant(), call.idempotencyKey(), work));
    }

    private String kept(Plan plan) {
        String json = plan.json();
        String hash = Plan.hash(json);
        plans.keep(hash, plan.kind(), json);
        return hash;
    }
}
