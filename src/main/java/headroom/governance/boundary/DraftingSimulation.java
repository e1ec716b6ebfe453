package headroom.governance.boundary;

import headroom.governance.boundary.Plan.LimitStep;
import headroom.governance.boundary.Plan.PauseStep;
import headroom.governance.control.Pools;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Quotas;
import headroom.quota.entity.Quota;
import headroom.tenant.boundary.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Makes a plan of changes. Behind no wall. */
@ApplicationScoped
public class DraftingSimulation {
    @Inject
    private Pools pools;

    @Inject
    private Quotas quotas;

    @Inject
    private TenantSettings tenants;

    @Inject
    private ChangingPools changing;

    @Inject
    private JudgingDrafts judging;

    @Inject
    private JudgingLimits limits;

    /** The plan as far as it has come. */
    private static final class Sketch {
        private final List<FieldError> errors = new ArrayList<>();
        private final Map<UUID, Draft> pools = new LinkedHashMap<>();
        private final Map<String, LimitStep> limits = new LinkedHashMap<>();
        private final List<PauseStep> pauses = new ArrayList<>();

        Plan plan(List<LimitStep> limitsInOrder) {
            pauses.sort(Comparator.comparing(PauseStep::tenant));
            return new Plan(
                    pools.values().stream()
                            .map(Draft::step)
                            .sorted(Comparator.comparing(Plan.PoolStep::name))
                            .toList(),
                    limitsInOrder,
                    List.copyOf(pauses),
                    null);
        }
    }

    Outcome<Plan> plan(SimulationRequest request) {
        Sketch sketch = new Sketch();
        misfits(request, sketch);
        if (sketch.errors.isEmpty()) {
            for (int i = 0; i < request.changes().size(); i++) {
                draw(sketch, "changes[" + i + "]", request.changes().get(i));
            }
        }
        if (!sketch.errors.isEmpty()) {
            return Outcome.refused(Refusal.of(Refusal.Kind.VALIDATION, "the body breaks the contract", sketch.errors));
        }
        return limits.judged(sketch.limits)
                .then(inOrder -> judging.broken(List.copyOf(sketch.pools.values()))
                        .<Outcome<Plan>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.done(sketch.plan(inOrder))));
    }

    private static void misfits(SimulationRequest request, Sketch sketch) {
        Set<String> targets = new HashSet<>();
        for (int i = 0; i < request.changes().size(); i++) {
            PlannedChange change = request.changes().get(i);
            sketch.errors.addAll(change.misfits("changes[" + i + "]"));
            if (!targets.add(change.target())) {
                sketch.errors.add(new FieldError("changes[" + i + "]", "is of the same as another"));
            }
        }
    }

    private void draw(Sketch sketch, String field, PlannedChange change) {
        switch (change.type()) {
            case POOL, MEMBER -> drawPool(sketch, field, change);
            case LIMIT -> drawLimit(sketch, field, change);
            case PAUSE -> drawPause(sketch, field, change);
        }
    }

    private void drawPool(Sketch sketch, String field, PlannedChange change) {
        UUID id = Objects.requireNonNull(change.poolId());
        Optional<Draft> known = Optional.ofNullable(sketch.pools.get(id))
                .or(() -> pools.find(id).map(this::unchanged));
        if (known.isEmpty()) {
            sketch.errors.add(new FieldError(field + ".pool_id", "there is no pool " + id));
            return;
        }
        Draft draft = known.get();
        PoolTerms terms = Objects.requireNonNull(draft.terms());
        if (change.type() == PlannedChange.Kind.POOL) {
            sketch.pools.put(id, new Draft(field, draft.pool(), draft.before(), change.after(terms), draft.wanted()));
            return;
        }
        Map<TenantId, MemberTerms> wanted = PoolChange.byTenant(draft.wanted());
        TenantId member = new TenantId(Objects.requireNonNull(change.tenant()));
        wanted.put(member, change.after(member, wanted.get(member)));
        sketch.pools.put(id, new Draft(field, draft.pool(), draft.before(), terms, List.copyOf(wanted.values())));
    }

    private Draft unchanged(Pool pool) {
        Map<TenantId, MemberTerms> before = changing.termsOf(pool);
        return new Draft("", pool, before, pool.terms(), List.copyOf(before.values()));
    }

    private void drawLimit(Sketch sketch, String field, PlannedChange change) {
        TenantId tenant = new TenantId(Objects.requireNonNull(change.tenant()));
        UUID id = Objects.requireNonNull(change.quotaId());
        Amount limit = Objects.requireNonNull(change.limitValue());
        Quota quota = quotas.find(tenant, id).orElse(null);
        if (quota == null) {
            sketch.errors.add(new FieldError(field + ".quota_id", tenant + " has no quota " + id));
            return;
        }
        sketch.limits.put(
                field,
                new LimitStep(
                        tenant.value(), id, quota.version(), quota.limits().limit(), limit));
    }

    private void drawPause(Sketch sketch, String field, PlannedChange change) {
        TenantId tenant = new TenantId(Objects.requireNonNull(change.tenant()));
        OptionalLong version = tenants.version(tenant);
        if (version.isEmpty()) {
            sketch.errors.add(new FieldError(field + ".tenant", "there is no tenant " + tenant));
            return;
        }
        sketch.pauses.add(new PauseStep(tenant.value(), version.getAsLong(), Objects.requireNonNull(change.mode())));
    }
}
