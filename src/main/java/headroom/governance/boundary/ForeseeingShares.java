package headroom.governance.boundary;

import headroom.governance.boundary.Foresight.MemberOutcome;
import headroom.governance.boundary.Foresight.OverLimit;
import headroom.governance.boundary.Foresight.PoolOutcome;
import headroom.governance.boundary.Plan.PauseStep;
import headroom.governance.boundary.Plan.PoolStep;
import headroom.governance.control.PoolOutlook;
import headroom.governance.control.PoolOutlook.Outlook;
import headroom.governance.control.Pools;
import headroom.governance.rule.Claim;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.control.TenantShares;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a plan would do to shares. Holds nothing, changes nothing. Behind no wall. */
@ApplicationScoped
public class ForeseeingShares {
    /** Pools of one resource that a tenant is in: one. Of so many resources it may be in pools. */
    private static final int MAX_POOLS_OF_PAUSED = 100;

    @Inject
    private Pools pools;

    @Inject
    private ChangingPools changing;

    @Inject
    private PoolOutlook outlooks;

    /**
     * What binds a tree.
     *
     * @param before now; no share when null
     * @param after then
     */
    record Bound(
            TenantId tenant,
            @Nullable Amount before,
            @Nullable Amount after) {
        boolean falls() {
            return after != null && (before == null || before.isMoreThan(after));
        }
    }

    /**
     * What was found.
     *
     * @param bounds of the members' trees, by root
     */
    record Shares(List<PoolOutcome> pools, List<OverLimit> over, Map<UUID, Bound> bounds) {}

    Shares of(Plan plan) {
        Set<TenantId> paused =
                plan.pauses().stream().map(PauseStep::tenant).map(TenantId::new).collect(Collectors.toSet());
        List<PoolStep> steps = new ArrayList<>(plan.pools());
        Set<UUID> known = steps.stream()
                .filter(step -> step.poolId() != null)
                .map(PoolStep::poolId)
                .collect(Collectors.toSet());
        for (TenantId tenant : paused) {
            for (Pool pool : pools.page(tenant.value(), null, MAX_POOLS_OF_PAUSED)) {
                if (known.add(pool.id())) {
                    PoolPolicyView same = PoolPolicyView.of(
                            pool.terms(), changing.termsOf(pool).values());
                    steps.add(new PoolStep(pool.id(), pool.version(), same, same));
                }
            }
        }
        steps.sort(Comparator.comparing(PoolStep::name));
        Shares shares = new Shares(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        steps.forEach(step -> foresee(step, paused, shares));
        return shares;
    }

    private void foresee(PoolStep step, Set<TenantId> paused, Shares shares) {
        Map<TenantId, MemberTerms> before = members(step.before());
        Map<TenantId, MemberTerms> after = members(step.after());
        Set<TenantId> all = new TreeSet<>(Comparator.comparing(TenantId::value));
        all.addAll(before.keySet());
        all.addAll(after.keySet());
        PoolPolicyView any = step.after() == null ? step.before() : step.after();
        if (any == null) {
            return;
        }
        Map<TenantId, TenantShares.Member> trees = outlooks.standing(any.resourceType(), all);
        Outlook outlook = outlooks.of(step.poolId(), any.terms(), after.values(), trees, paused);
        List<MemberOutcome> outcomes = new ArrayList<>();
        for (TenantId tenant : all) {
            TenantShares.Member tree = trees.get(tenant);
            if (tree != null) {
                Amount target = after.containsKey(tenant) ? outlook.targets().get(tenant) : null;
                outcomes.add(outcome(tree, before, after, outlook.claims().get(tenant), target));
                note(any.name(), tree, after.containsKey(tenant), target, shares);
            }
        }
        shares.pools().add(new PoolOutcome(step.poolId(), any.name(), change(step), outcomes));
    }

    private static MemberOutcome outcome(
            TenantShares.Member tree,
            Map<TenantId, MemberTerms> before,
            Map<TenantId, MemberTerms> after,
            @Nullable Claim claim,
            @Nullable Amount target) {
        boolean was = before.containsKey(tree.tenant());
        boolean is = after.containsKey(tree.tenant());
        String membership = is ? "joins" : "leaves";
        return new MemberOutcome(
                tree.tenant().value(),
                was && is ? "stays" : membership,
                was ? tree.share() : null,
                target,
                claim == null ? null : claim.demand(),
                tree.usage(),
                target == null ? Amount.ZERO : tree.usage().minus(target).orZeroIfNegative());
    }

    /** Who leaves is bound no more, unless it joins another pool. */
    private static void note(
            String pool, TenantShares.Member tree, boolean stays, @Nullable Amount target, Shares shares) {
        UUID root = tree.root();
        if (root != null) {
            Bound bound = new Bound(tree.tenant(), tree.share(), target);
            if (stays) {
                shares.bounds().put(root, bound);
            } else {
                shares.bounds().putIfAbsent(root, bound);
            }
        }
        if (target != null && tree.usage().isMoreThan(target)) {
            shares.over()
                    .add(new OverLimit(
                            tree.tenant().value(),
                            null,
                            pool,
                            target,
                            tree.usage(),
                            tree.usage().minus(target)));
        }
    }

    private static Map<TenantId, MemberTerms> members(@Nullable PoolPolicyView pool) {
        return pool == null ? Map.of() : PoolChange.byTenant(pool.memberTerms());
    }

    private static String change(PoolStep step) {
        if (step.before() == null) {
            return "create";
        }
        if (step.after() == null) {
            return "delete";
        }
        return step.before().equals(step.after()) ? "none" : "change";
    }
}
