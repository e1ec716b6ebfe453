package headroom.governance.boundary;

import headroom.governance.boundary.Plan.PoolKept;
import headroom.governance.boundary.Plan.PoolStep;
import headroom.governance.control.Pools;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Quotas;
import headroom.tenant.boundary.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Holds the pools of a plan, and sees whether all that it touches is as it was when the plan was made. Behind no wall. */
@ApplicationScoped
public class CheckingPlan {
    @Inject
    private Pools pools;

    @Inject
    private Quotas quotas;

    @Inject
    private TenantSettings tenants;

    @Inject
    private ChangingPools changing;

    /** What is to become of the pools; refused as stale, with all that has moved. */
    Outcome<List<PoolChange>> unmoved(Plan plan) {
        List<String> moved = new ArrayList<>();
        Map<UUID, Pool> held = hold(plan);
        List<PoolChange> changes = new ArrayList<>();
        plan.pools().forEach(step -> check(step, held, changes, moved));
        checkKept(plan, held, moved);
        plan.limits().forEach(step -> {
            boolean same = quotas.find(new TenantId(step.tenant()), step.quotaId())
                    .filter(quota -> quota.version() == step.version())
                    .isPresent();
            if (!same) {
                moved.add("quota " + step.quotaId());
            }
        });
        plan.pauses().forEach(step -> {
            if (tenants.version(new TenantId(step.tenant())).orElse(-1) != step.version()) {
                moved.add("tenant " + step.tenant());
            }
        });
        return moved.isEmpty()
                ? Outcome.done(changes)
                : Outcome.refused(Refusal.of(
                        Refusal.Kind.STALE,
                        "since the plan was made there have moved: " + String.join(", ", moved),
                        Map.of("moved", moved)));
    }

    /** All its pools, in one order. */
    private Map<UUID, Pool> hold(Plan plan) {
        Set<UUID> ids = new TreeSet<>();
        for (PoolStep step : plan.pools()) {
            if (step.poolId() != null) {
                ids.add(step.poolId());
            }
        }
        if (plan.kept() != null) {
            plan.kept().forEach(kept -> ids.add(kept.poolId()));
        }
        Map<UUID, Pool> held = new LinkedHashMap<>();
        ids.forEach(id -> pools.lock(id).ifPresent(pool -> held.put(id, pool)));
        return held;
    }

    private void check(PoolStep step, Map<UUID, Pool> held, List<PoolChange> changes, List<String> moved) {
        PoolPolicyView after = step.after();
        if (step.poolId() == null) {
            if (after == null || pools.named(after.name()).isPresent()) {
                moved.add("pool " + step.name());
            } else {
                changes.add(changing.made(after.terms(), after.memberTerms()));
            }
            return;
        }
        Pool pool = held.get(step.poolId());
        Map<TenantId, MemberTerms> before = pool == null ? Map.of() : changing.termsOf(pool);
        if (pool == null
                || pool.version() != step.version()
                || !PoolPolicyView.of(pool.terms(), before.values()).equals(step.before())) {
            moved.add("pool " + step.name());
        } else {
            changes.add(
                    after == null
                            ? PoolChange.removed(pool, before)
                            : PoolChange.changed(pool, before, after.terms(), after.memberTerms()));
        }
    }

    /** Where the plan is for all pools, there must be no other than when it was made. */
    private void checkKept(Plan plan, Map<UUID, Pool> held, List<String> moved) {
        if (plan.kept() == null) {
            return;
        }
        for (PoolKept kept : plan.kept()) {
            Pool pool = held.get(kept.poolId());
            if (pool == null || pool.version() != kept.version()) {
                moved.add("pool " + (pool == null ? kept.poolId() : pool.terms().name()));
            }
        }
        Set<UUID> known = new HashSet<>(held.keySet());
        pools.page(null, null, PolicyRequest.MAX_POOLS + 1).stream()
                .filter(pool -> !known.contains(pool.id()))
                .forEach(pool -> moved.add("pool " + pool.terms().name()));
    }
}
