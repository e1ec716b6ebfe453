package headroom.quota.control;

import headroom.kernel.TenantId;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Books;
import headroom.quota.rule.Period;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends the budget periods of trees (rule Q10). What counts as consumed is always the sum over the allocations
 * that ended within the period that now is in; the counters repeat it. The caller holds the tree's lock.
 */
@ApplicationScoped
public class BudgetPeriods {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Nodes nodes;

    @Inject
    private Trees trees;

    @Inject
    private Sounding sounding;

    @Inject
    private Keeping keeping;

    /** Gives back what was consumed in the period that is over, and begins the one that {@code now} is in. */
    public void end(TenantId tenant, QuotaTree tree, Instant now) {
        Instant boundary = tree.periodEndsAt().orElse(now);
        forgetConsumed(tenant, tree, boundary);
        tree.beginPeriod(tree.period().orElse(null), now);
        trees.decided(tree, now);
        entities.flush();
        keeping.reckon(tenant, tree.id(), now);
    }

    /** Another period from now on, or none: what was consumed within it counts, nothing else. */
    public void change(TenantId tenant, QuotaTree tree, @Nullable Period period, Instant now) {
        forgetConsumed(tenant, tree, now);
        tree.beginPeriod(period, now);
        trees.decided(tree, now);
        entities.flush();
        Optional.ofNullable(period).ifPresent(begun -> countConsumed(tenant, tree, begun.start(now)));
        keeping.reckon(tenant, tree.id(), now);
    }

    private void forgetConsumed(TenantId tenant, QuotaTree tree, Instant at) {
        Books watched = new Books(List.of());
        nodes.withBurstOrAlarm(tenant, tree.id()).stream()
                .map(NodeRow::node)
                .forEach(node -> watched.put(node.with(node.tally().withoutConsumed(), at)));
        sounding.judge(tenant, watched, at);
        nodes.save(tenant, watched.touched());
        entities.createNativeQuery("""
                        update quota_counters c
                        set usage = c.usage - c.consumed_below, consumed = 0, consumed_below = 0, version = c.version + 1
                        from quotas q
                        where q.tenant_id = ?1 and q.tree_id = cast(?2 as uuid)
                          and c.tenant_id = q.tenant_id and c.quota_id = q.id and c.consumed_below <> 0
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, tree.id().toString())
                .executeUpdate();
    }

    private void countConsumed(TenantId tenant, QuotaTree tree, Instant since) {
        entities.createNativeQuery("""
                        with recursive own as (
                            select a.quota_id, sum(a.consumed) as consumed
                            from allocations a join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                            where q.tenant_id = ?1 and q.tree_id = cast(?2 as uuid)
                              and a.consumed > 0 and a.released_at >= cast(?3 as timestamptz)
                            group by a.quota_id
                        ), upward as (
                            select quota_id, quota_id as at_id, consumed from own
                            union all
                            select u.quota_id, q.parent_id, u.consumed
                            from upward u join quotas q on q.tenant_id = ?1 and q.id = u.at_id
                            where q.parent_id is not null
                        ), below as (
                            select at_id, sum(consumed) as consumed_below,
                                   coalesce(sum(consumed) filter (where quota_id = at_id), 0) as consumed
                            from upward group by at_id
                        )
                        update quota_counters c
                        set consumed = b.consumed, consumed_below = b.consumed_below,
                            usage = c.usage + b.consumed_below, version = c.version + 1
                        from below b
                        where c.tenant_id = ?1 and c.quota_id = b.at_id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, tree.id().toString())
                .setParameter(3, since.toString())
                .executeUpdate();
    }
}
