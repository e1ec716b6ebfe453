package headroom.governance.boundary;

import headroom.governance.control.Pools;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a plan of the whole policy: what differs from what there is. Behind no wall. */
@ApplicationScoped
public class DraftingPolicy {
    @Inject
    private Pools pools;

    @Inject
    private ChangingPools changing;

    @Inject
    private JudgingDrafts judging;

    /** All pools by name; refused where there are more than one document has. */
    Outcome<Map<String, Pool>> all() {
        List<Pool> found = pools.page(null, null, PolicyRequest.MAX_POOLS + 1);
        if (found.size() > PolicyRequest.MAX_POOLS) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.TOO_MANY_NODES,
                    "a policy has at most " + PolicyRequest.MAX_POOLS + " pools; change these one by one"));
        }
        Map<String, Pool> byName = new LinkedHashMap<>();
        found.stream()
                .sorted(Comparator.comparing(pool -> pool.terms().name()))
                .forEach(pool -> byName.put(pool.terms().name(), pool));
        return Outcome.done(byName);
    }

    Outcome<PolicyView> export() {
        return all().map(byName -> new PolicyView(byName.values().stream()
                .map(pool ->
                        PoolPolicyView.of(pool.terms(), changing.termsOf(pool).values()))
                .toList()));
    }

    Outcome<Plan> plan(PolicyRequest request) {
        return all().then(byName -> plan(request, byName));
    }

    private Outcome<Plan> plan(PolicyRequest request, Map<String, Pool> byName) {
        List<FieldError> errors = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (CreatePoolRequest item : request.pools()) {
            String field = "pools[" + drafts.size() + "]";
            PoolTerms terms = item.terms();
            Pool pool = byName.get(terms.name());
            if (!named.add(terms.name())) {
                errors.add(new FieldError(field + ".name", "is the name of two pools: " + terms.name()));
            }
            if (pool != null && !pool.terms().resourceType().equals(terms.resourceType())) {
                errors.add(new FieldError(
                        field + ".resource_type",
                        "never changes, is " + pool.terms().resourceType()));
            }
            drafts.add(new Draft(field, pool, before(pool), terms, item.memberTerms()));
        }
        byName.forEach((name, pool) -> {
            if (!named.contains(name)) {
                drafts.add(new Draft("pools", pool, before(pool), null, List.of()));
            }
        });
        if (!errors.isEmpty()) {
            return Outcome.refused(PoolRefusals.broken(errors));
        }
        return judging.broken(drafts).<Outcome<Plan>>map(Outcome::refused).orElseGet(() -> Outcome.done(plan(drafts)));
    }

    private static Plan plan(List<Draft> drafts) {
        List<Plan.PoolStep> steps = new ArrayList<>();
        List<Plan.PoolKept> kept = new ArrayList<>();
        for (Draft draft : drafts) {
            Pool pool = draft.pool();
            if (pool != null && draft.changesNothing()) {
                kept.add(new Plan.PoolKept(pool.id(), pool.version()));
            } else {
                steps.add(draft.step());
            }
        }
        steps.sort(Comparator.comparing(Plan.PoolStep::name));
        kept.sort(Comparator.comparing(Plan.PoolKept::poolId));
        return new Plan(List.copyOf(steps), List.of(), List.of(), List.copyOf(kept));
    }

    private Map<TenantId, MemberTerms> before(@Nullable Pool pool) {
        return pool == null ? Map.of() : changing.termsOf(pool);
    }
}
