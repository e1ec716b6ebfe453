package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool as somebody wants it, not judged yet.
 *
 * @param field where that is written
 * @param pool as it is; null where there is none yet
 * @param before its members as they are
 * @param terms as it is wanted; null where it is not
 * @param wanted the members that are wanted, as written
 */
record Draft(
        String field,
        @Nullable Pool pool,
        Map<TenantId, MemberTerms> before,
        @Nullable PoolTerms terms,
        List<MemberTerms> wanted) {

    Plan.PoolStep step() {
        return new Plan.PoolStep(
                pool == null ? null : pool.id(),
                pool == null ? 0 : pool.version(),
                pool == null ? null : PoolPolicyView.of(pool.terms(), before.values()),
                terms == null ? null : PoolPolicyView.of(terms, wanted));
    }

    boolean changesNothing() {
        Plan.PoolStep step = step();
        return step.before() != null && step.before().equals(step.after());
    }

    boolean wants(TenantId tenant) {
        return wanted.stream().anyMatch(member -> member.tenant().equals(tenant));
    }
}
