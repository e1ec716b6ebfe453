package headroom.quota.control;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.platform.Sql;
import headroom.quota.control.Quotas.Location;
import headroom.quota.entity.Allocation;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Holding;
import headroom.quota.rule.Relief;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
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
            on conflict (tenant_id, quota_id, job_id) where state in ('reserved', 'active') do nothing
            """;

    private static final String STEP = """
            update allocations a
            set allocated_value = n.allocated_value, consumed = n.consumed, state = n.state, released_at = n.released_at,
                expires_at = n.expires_at, version = n.version
            from unnest(cast(?2 as uuid[]), cast(?3 as numeric[]), cast(?4 as numeric[]), cast(?5 as text[]),
                        cast(?6 as timestamptz[]), cast(?7 as timestamptz[]), cast(?8 as bigint[]), cast(?9 as bigint[]))
                 as n (id, allocated_value, consumed, state, released_at, expires_at, version, version_before)
            cross join lateral (
                select x.ctid from allocations x where x.tenant_id = ?1 and x.id = n.id and x.version = n.version_before
                limit 1) at
            where a.ctid = at.ctid
            """;

    private static final String COLUMNS = """
            select a.tenant_id, a.id, a.quota_id, a.job_id, a.allocated_value, a.consumed, a.state, a.allocated_at,
                   a.released_at, a.expires_at, cast(a.metadata as text), a.version
            """;

    @PersistenceContext
    private EntityManager entities;

    /** A job under a quota: holds at most one live allocation (rule A1). */
    public record JobKey(UUID quotaId, String jobId) {}

    public Optional<Allocation> find(TenantId tenant, UUID id) {
        return Optional.ofNullable(entities.find(Allocation.class, new ScopedId(tenant, id)));
    }

    /** Where an allocation is: the quota that it is charged to, for ever, and the tree that this is in, now. */
    public Optional<Location> locate(TenantId tenant, UUID id) {
        List<?> rows = entities.createNativeQuery("""
                        select q.id, q.tree_id from allocations a
                        join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                        where a.tenant_id = ?1 and a.id = cast(?2 as uuid)
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(column -> new Location(Sql.uuid(column[0]), Sql.uuid(column[1])))
                .findFirst();
    }

    /** These allocations, for who holds their trees. */
    List<Allocation> held(TenantId tenant, Collection<UUID> ids) {
        return read(entities.createNativeQuery(COLUMNS + """
                        from unnest(cast(?2 as uuid[])) as n (id)
                        cross join lateral (
                            select * from allocations x where x.tenant_id = ?1 and x.id = n.id limit 1) a
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(ids)));
    }

    /** The live allocations of these jobs. */
    List<Allocation> live(TenantId tenant, Collection<JobKey> jobs) {
        return read(entities.createNativeQuery(COLUMNS + """
                        from unnest(cast(?2 as uuid[]), cast(?3 as text[])) as j (quota_id, job_id)
                        cross join lateral (
                            select * from allocations x
                            where x.tenant_id = ?1 and x.quota_id = j.quota_id and x.job_id = j.job_id
                              and x.state in ('reserved', 'active') limit 1) a
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(jobs, JobKey::quotaId))
                .setParameter(3, Sql.array(jobs, JobKey::jobId)));
    }

    /** Live allocations in these trees whose time has come, the oldest first. */
    List<Allocation> due(TenantId tenant, Collection<UUID> treeIds, Instant now, int limit) {
        return read(entities.createNativeQuery(COLUMNS + """
                        from allocations a join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                        where a.tenant_id = ?1 and q.tree_id = any (cast(?2 as uuid[]))
                          and a.state in ('reserved', 'active') and a.expires_at <= cast(?3 as timestamptz)
                        order by a.expires_at, a.id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(treeIds))
                .setParameter(3, now.toString())
                .setMaxResults(limit));
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

    /** Adds all of them in one statement, at version 0; tells how many, fewer where a job holds a live one already. */
    int insert(TenantId tenant, Collection<Allocation> allocations) {
        if (allocations.isEmpty()) {
            return 0;
        }
        return entities.createNativeQuery(INSERT)
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

    /** Writes the steps that these took, each with the version that it had before. The caller holds their trees. */
    void step(TenantId tenant, Map<Allocation, Long> stepped) {
        if (stepped.isEmpty()) {
            return;
        }
        Collection<Allocation> allocations = stepped.keySet();
        int written = entities.createNativeQuery(STEP)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(allocations, Allocation::id))
                .setParameter(3, Sql.array(allocations, a -> a.holding().amount()))
                .setParameter(4, Sql.array(allocations, Allocation::consumed))
                .setParameter(5, Sql.array(allocations, a -> a.holding().state().wireName()))
                .setParameter(6, Sql.array(allocations, a -> a.releasedAt().orElse(null)))
                .setParameter(7, Sql.array(allocations, a -> a.holding().expiresAt()))
                .setParameter(8, Sql.array(allocations, Allocation::version))
                .setParameter(9, Sql.array(stepped.values()))
                .executeUpdate();
        if (written != stepped.size()) {
            throw new IllegalStateException("of " + stepped.size() + " allocations only " + written + " were as read");
        }
    }

    private static List<Allocation> read(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> allocation((Object[]) row)).toList();
    }

    private static Allocation allocation(Object[] column) {
        return Allocation.stored(
                new TenantId(column[0].toString()),
                Sql.uuid(column[1]),
                Sql.uuid(column[2]),
                column[3].toString(),
                new Holding(
                        Constants.read(AllocationState.class, column[6]),
                        Sql.amount(column[4]),
                        Sql.instantOrNull(column[9])),
                new Allocation.Past(
                        Sql.instant(column[7]),
                        Sql.instantOrNull(column[8]),
                        Sql.amount(column[5]),
                        ((Number) column[11]).longValue()),
                column[10] == null ? null : column[10].toString());
    }

    private static Relief.Ending ending(Object[] row) {
        String path = row[2].toString();
        Set<UUID> quotaIds = Arrays.stream(path.substring(1, path.length() - 1).split(",", -1))
                .map(UUID::fromString)
                .collect(Collectors.toUnmodifiableSet());
        return new Relief.Ending(Sql.instant(row[0]), quotaIds, Sql.amount(row[1]));
    }
}
