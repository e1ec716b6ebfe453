package headroom.quota.control;

import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.ScopedId;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Relief;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The allocations. */
@ApplicationScoped
public class Allocations {
    private static final String INSERT = """
            insert into allocations (tenant_id, id, quota_id, job_id, allocated_value, state, allocated_at, expires_at,
                                     metadata, version)
            select ?1, n.id, n.quota_id, n.job_id, n.allocated_value, n.state, n.allocated_at, n.expires_at,
                   cast(n.metadata as jsonb), 0
            from unnest(cast(?2 as uuid[]), cast(?3 as uuid[]), cast(?4 as text[]), cast(?5 as numeric[]),
                        cast(?6 as text[]), cast(?7 as timestamptz[]), cast(?8 as timestamptz[]), cast(?9 as text[]))
                 as n (id, quota_id, job_id, allocated_value, state, allocated_at, expires_at, metadata)
            """;

    @PersistenceContext
    private EntityManager entities;

    /** A job under a quota: holds at most one live allocation (rule A1). */
    public record JobKey(UUID quotaId, String jobId) {}

    public Optional<Allocation> find(TenantId tenant, UUID id) {
        return Optional.ofNullable(entities.find(Allocation.class, new ScopedId(tenant, id)));
    }

    /** The allocation as the database has it now, for one who waited for a lock. */
    public Allocation refresh(Allocation allocation) {
        entities.refresh(allocation);
        return allocation;
    }

    /** Writes the steps taken, so that their versions are known. */
    void flush() {
        entities.flush();
    }

    /** The live allocations of these jobs. */
    public Map<JobKey, Allocation> live(TenantId tenant, Collection<JobKey> jobs) {
        List<?> rows = entities.createNativeQuery("""
                        select a.* from allocations a
                        join unnest(cast(?2 as uuid[]), cast(?3 as text[])) as j (quota_id, job_id)
                          on a.quota_id = j.quota_id and a.job_id = j.job_id
                        where a.tenant_id = ?1 and a.state in ('reserved', 'active')
                        """, Allocation.class)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(jobs, JobKey::quotaId))
                .setParameter(3, Sql.array(jobs, JobKey::jobId))
                .getResultList();
        return rows.stream()
                .map(Allocation.class::cast)
                .collect(Collectors.toMap(
                        a -> new JobKey(a.quotaId(), a.jobId()), a -> a, (one, other) -> one, HashMap::new));
    }

    /** Live allocations in these trees whose time has come, the oldest first. */
    public List<Allocation> due(TenantId tenant, Collection<UUID> treeIds, Instant now, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select a.* from allocations a
                        join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                        where a.tenant_id = ?1 and q.tree_id = any (cast(?2 as uuid[]))
                          and a.state in ('reserved', 'active') and a.expires_at <= cast(?3 as timestamptz)
                        order by a.expires_at, a.id
                        """, Allocation.class)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(treeIds))
                .setParameter(3, now.toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(Allocation.class::cast).toList();
    }

    /** What will end by itself in a tree, the next first, with the quotas that it frees. */
    public List<Relief.Ending> endings(TenantId tenant, UUID treeId, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        with recursive ending as (
                            select a.id, a.expires_at, a.allocated_value, a.quota_id from allocations a
                            join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                            where a.tenant_id = ?1 and q.tree_id = cast(?2 as uuid)
                              and a.state in ('reserved', 'active') and a.expires_at is not null
                            order by a.expires_at, a.id limit ?3
                        ), path as (
                            select e.id, e.expires_at, e.allocated_value, e.quota_id from ending e
                            union all
                            select p.id, p.expires_at, p.allocated_value, q.parent_id
                            from path p join quotas q on q.tenant_id = ?1 and q.id = p.quota_id
                            where q.parent_id is not null
                        )
                        select expires_at, allocated_value, cast(array_agg(quota_id) as text) from path
                        group by id, expires_at, allocated_value order by expires_at, id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, treeId.toString())
                .setParameter(3, limit)
                .getResultList();
        return rows.stream().map(row -> ending((Object[]) row)).toList();
    }

    /** A page of a quota's allocations after this id, in the order of their ids. */
    public List<Allocation> ofQuota(
            TenantId tenant, UUID quotaId, Collection<AllocationState> states, Optional<UUID> after, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select a.* from allocations a
                        where a.tenant_id = ?1 and a.quota_id = cast(?2 as uuid) and a.state = any (cast(?3 as text[]))
                          and a.id > cast(?4 as uuid)
                        order by a.id
                        """, Allocation.class)
                .setParameter(1, tenant.value())
                .setParameter(2, quotaId.toString())
                .setParameter(3, Sql.array(states, AllocationState::wireName))
                .setParameter(4, after.orElse(new UUID(0, 0)).toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(Allocation.class::cast).toList();
    }

    /** Whether anything below these quotas, or at them, is live. */
    public boolean anyLive(TenantId tenant, Collection<UUID> quotaIds) {
        return (boolean) entities.createNativeQuery("""
                        select exists (select from allocations a where a.tenant_id = ?1
                          and a.quota_id = any (cast(?2 as uuid[])) and a.state in ('reserved', 'active'))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(quotaIds))
                .getSingleResult();
    }

    /** Adds all of them in one statement, at version 0. */
    public void insert(TenantId tenant, Collection<Allocation> allocations) {
        if (allocations.isEmpty()) {
            return;
        }
        entities.createNativeQuery(INSERT)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(allocations, Allocation::id))
                .setParameter(3, Sql.array(allocations, Allocation::quotaId))
                .setParameter(4, Sql.array(allocations, Allocation::jobId))
                .setParameter(5, Sql.array(allocations, a -> a.holding().amount()))
                .setParameter(6, Sql.array(allocations, a -> a.holding().state().wireName()))
                .setParameter(7, Sql.array(allocations, Allocation::allocatedAt))
                .setParameter(8, Sql.array(allocations, a -> a.holding().expiresAt()))
                .setParameter(9, Sql.array(allocations, a -> a.metadata().orElse(null)))
                .executeUpdate();
    }

    private static Relief.Ending ending(Object[] row) {
        String path = row[2].toString();
        Set<UUID> quotaIds = Arrays.stream(path.substring(1, path.length() - 1).split(",", -1))
                .map(UUID::fromString)
                .collect(Collectors.toUnmodifiableSet());
        return new Relief.Ending(Sql.instant(row[0]), quotaIds, Sql.amount(row[1]));
    }
}
