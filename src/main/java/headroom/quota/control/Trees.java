package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.platform.Sql;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Period;
import headroom.tenant.boundary.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The trees of quotas. */
@ApplicationScoped
public class Trees {
    @PersistenceContext
    private EntityManager entities;

    /** A tree of some tenant. */
    public record TreeRef(TenantId tenant, UUID treeId) {}

    /**
     * What is known of the moment that a tree was held in.
     *
     * @param now the database's clock after the tree was held, never before an earlier decision
     * @param share what a pool leaves the tree; none when null
     * @param pause whether the tenant is paused, as it was when the statement began: after whatever this batch's callers
     *     had been answered before
     */
    record Advanced(Instant now, @Nullable Amount share, Pause pause) {}

    /** The tree, held against every other decision until the transaction ends. */
    public Optional<QuotaTree> lock(TenantId tenant, UUID treeId) {
        return Optional.ofNullable(
                entities.find(QuotaTree.class, new ScopedId(tenant, treeId), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Notes that something of a tree that is held was decided: its version moves, whatever else does. */
    public void decided(QuotaTree tree, Instant now) {
        tree.decided(now);
        entities.lock(tree, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
    }

    /**
     * Holds a tree by moving its version, if that is still the one known: then all that was known of the tree is right.
     *
     * @return empty where the version has moved
     */
    Optional<Advanced> advance(TreeRef tree, long version) {
        List<?> rows = entities.createNativeQuery("""
                        update quota_trees
                        set version = version + 1, decided_at = greatest(decided_at, clock_timestamp())
                        where tenant_id = ?1 and id = cast(?2 as uuid) and version = ?3
                        returning decided_at, share,
                        """ + Pause.COLUMNS)
                .setParameter(1, tree.tenant().value())
                .setParameter(2, tree.treeId().toString())
                .setParameter(3, version)
                .getResultList();
        return rows.stream().map(row -> advanced((Object[]) row)).findFirst();
    }

    private static Advanced advanced(Object[] column) {
        return new Advanced(Sql.instant(column[0]), Sql.amountOrNull(column[1]), Pause.of(column[2], column[3]));
    }

    /** The tree as it is now, for who holds it already and keeps it beyond the transaction. */
    QuotaTree detached(TreeRef ref) {
        QuotaTree tree = lock(ref.tenant(), ref.treeId())
                .orElseThrow(() -> new TreeMovedException("tree " + ref.treeId() + " is gone"));
        entities.detach(tree);
        return tree;
    }

    /** Writes what was decided of trees that are held. */
    void flush() {
        entities.flush();
    }

    /** Adds a tree, at once: its quotas refer to it. */
    public void add(QuotaTree tree) {
        entities.persist(tree);
        entities.flush();
    }

    /** The budget periods of those of these trees that have one. */
    public Map<UUID, Period> periods(TenantId tenant, Collection<UUID> treeIds) {
        List<?> rows = entities.createNativeQuery("""
                        select id, period from quota_trees
                        where tenant_id = ?1 and id = any (cast(?2 as uuid[])) and period is not null
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(treeIds))
                .getResultList();
        Map<UUID, Period> periods = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            periods.put(Sql.uuid(column[0]), Constants.read(Period.class, column[1]));
        }
        return periods;
    }

    /** Trees whose budget period is over, of all tenants. */
    public List<TreeRef> withPeriodOver(Instant now, int limit) {
        return refs(
                "select tenant_id, id from quota_trees where period_ends_at <= cast(?1 as timestamptz)", now, limit);
    }

    /** Trees with live allocations whose time has come, of all tenants. */
    public List<TreeRef> withDueAllocations(Instant now, int limit) {
        return refs("""
                select distinct a.tenant_id, q.tree_id
                from allocations a join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                where a.state in ('reserved', 'active') and a.expires_at <= cast(?1 as timestamptz)
                """, now, limit);
    }

    /** Trees with a burst account that has run empty since it was last written, of all tenants. */
    public List<TreeRef> withEmptiedBurst(Instant now, int limit) {
        return refs("""
                select distinct q.tenant_id, q.tree_id
                from quota_counters c join quotas q on q.tenant_id = c.tenant_id and q.id = c.quota_id
                where c.burst_empty_at <= cast(?1 as timestamptz)
                """, now, limit);
    }

    /** Trees on which an override of a limit has begun or ended, of all tenants. */
    public List<TreeRef> withOverridesDue(Instant now, int limit) {
        return refs(
                "select tenant_id, id from quota_trees where override_due_at <= cast(?1 as timestamptz)", now, limit);
    }

    /** Trees with an alarm that time has ended, of all tenants. */
    public List<TreeRef> withAlarmsOver(Instant now, int limit) {
        return refs("""
                select distinct q.tenant_id, q.tree_id
                from quota_counters c join quotas q on q.tenant_id = c.tenant_id and q.id = c.quota_id
                where c.alarm_clear_at <= cast(?1 as timestamptz) and q.deleted_at is null
                """, now, limit);
    }

    private List<TreeRef> refs(String sql, Instant now, int limit) {
        List<?> rows = entities.createNativeQuery(sql)
                .setParameter(1, now.toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(row -> ref((Object[]) row)).toList();
    }

    private static TreeRef ref(Object[] row) {
        return new TreeRef(new TenantId(row[0].toString()), Sql.uuid(row[1]));
    }
}
