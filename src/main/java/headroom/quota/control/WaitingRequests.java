package headroom.quota.control;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.WaitingState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for amounts that wait until they fit, and what became of them. */
@ApplicationScoped
public class WaitingRequests {
    private static final String COLUMNS = """
            select w.tenant_id, w.id, w.quota_id, w.resource_type, w.job_id, w.amount, w.hold, w.lease_ms, w.metadata,
                   w.since, w.deadline, w.state, w.ended_at, w.allocation_id, w.tree_id
            from waiting_requests w
            """;

    private static final int REQUEST_COLUMNS = 14;

    /** Where many are read at once: their metadata would be hundreds of megabytes, and nobody looks at it before one is granted. */
    private static final String LEAN_COLUMNS = COLUMNS.replace("w.metadata", "cast(null as text)");

    /** From tree to tree along the index, however many wait in each; of every tenant one before any has a second. */
    private static final String LINES = """
            with recursive tree as (
                (select w.tenant_id, w.tree_id from waiting_requests w where w.state = 'waiting'
                 order by w.tenant_id, w.tree_id limit 1)
                union all
                select n.tenant_id, n.tree_id from tree t cross join lateral (
                    select w.tenant_id, w.tree_id from waiting_requests w
                    where w.state = 'waiting' and (w.tenant_id, w.tree_id) > (t.tenant_id, t.tree_id)
                    order by w.tenant_id, w.tree_id limit 1) n
            )
            select w.* from (
                select tenant_id, tree_id from tree
                order by row_number() over (partition by tenant_id order by random()), random() limit ?1) t
            cross join lateral (
            """ + LEAN_COLUMNS + """
                where w.tenant_id = t.tenant_id and w.tree_id = t.tree_id and w.state = 'waiting'
                order by w.since, w.id limit ?2) w
            """;

    @PersistenceContext
    private EntityManager entities;

    /**
     * A request that waits or waited.
     *
     * @param wanted what it asks for
     * @param deadline the first instant at which it is over
     * @param endedAt when it stopped to wait; null while it does
     * @param allocationId what it was granted; null where it was not
     */
    public record WaitingRequest(
            TenantId tenant,
            UUID id,
            String resourceType,
            AmountRequest wanted,
            Instant since,
            Instant deadline,
            WaitingState state,
            @Nullable Instant endedAt,
            @Nullable UUID allocationId) {}

    /** Adds one to the line of its tree, which the caller holds. */
    public void add(UUID treeId, WaitingRequest request) {
        AmountRequest wanted = request.wanted();
        entities.createNativeQuery("""
                        insert into waiting_requests (tenant_id, id, quota_id, resource_type, job_id, amount, hold, lease_ms,
                                                      metadata, since, deadline, state, tree_id)
                        values (?1, cast(?2 as uuid), cast(?3 as uuid), ?4, ?5, ?6, ?7, cast(nullif(?8, '') as bigint), nullif(?9, ''),
                                cast(?10 as timestamptz), cast(?11 as timestamptz), 'waiting', cast(?12 as uuid))
                        """)
                .setParameter(1, request.tenant().value())
                .setParameter(2, request.id().toString())
                .setParameter(3, wanted.quotaId().toString())
                .setParameter(4, request.resourceType())
                .setParameter(5, wanted.jobId())
                .setParameter(6, wanted.amount().toBigDecimal())
                .setParameter(7, Constants.written(wanted.state()))
                .setParameter(
                        8,
                        Sql.orEmpty(
                                wanted.expiresIn() == null
                                        ? null
                                        : wanted.expiresIn().toMillis()))
                .setParameter(9, Sql.orEmpty(wanted.metadata()))
                .setParameter(10, request.since().toString())
                .setParameter(11, request.deadline().toString())
                .setParameter(12, treeId.toString())
                .executeUpdate();
    }

    /** The request of this job at this quota that waits. */
    public Optional<WaitingRequest> ofJob(TenantId tenant, UUID quotaId, String jobId) {
        return requests(entities.createNativeQuery(COLUMNS + """
                                where w.tenant_id = ?1 and w.quota_id = cast(?2 as uuid) and w.job_id = ?3
                                  and w.state = 'waiting'
                                """)
                        .setParameter(1, tenant.value())
                        .setParameter(2, quotaId.toString())
                        .setParameter(3, jobId))
                .stream()
                .findFirst();
    }

    /** How many of the tenant's wait, counted up to {@code most}, and whether any waits in the tree. */
    public Queue queue(TenantId tenant, UUID treeId, int most) {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select (select count(*) from (select 1 from waiting_requests w
                                where w.tenant_id = ?1 and w.state = 'waiting' limit ?3) as waiting),
                               exists (select 1 from waiting_requests w
                                where w.tenant_id = ?1 and w.state = 'waiting' and w.tree_id = cast(?2 as uuid))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, treeId.toString())
                .setParameter(3, most)
                .getSingleResult();
        return new Queue(((Number) row[0]).intValue(), (Boolean) row[1]);
    }

    /** What waits already. */
    public record Queue(int ofTenant, boolean inTree) {}

    /**
     * Those that wait, of all tenants, by tree: in each the longest waiting first, and no more than {@code most}. Where they are more trees than
     * asked for, any of them, but of no tenant a second before each has its first: each has its turn some time, and many trees
     * of one tenant do not hold up another's. Without their metadata.
     */
    public Map<TreeRef, List<WaitingRequest>> lines(int trees, int most) {
        List<?> rows = entities.createNativeQuery(LINES)
                .setParameter(1, trees)
                .setParameter(2, most)
                .getResultList();
        Map<TreeRef, List<WaitingRequest>> lines = new LinkedHashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            WaitingRequest request = request(column);
            lines.computeIfAbsent(
                            new TreeRef(request.tenant(), Sql.uuid(column[REQUEST_COLUMNS])), tree -> new ArrayList<>())
                    .add(request);
        }
        return lines;
    }

    /** Those of these tenants that wait for the resource, the longest waiting first; without their metadata. */
    public List<WaitingRequest> ofResource(String resourceType, Collection<TenantId> tenants, int limit) {
        return requests(entities.createNativeQuery(LEAN_COLUMNS + """
                        where w.resource_type = ?1 and w.tenant_id = any (cast(?2 as text[])) and w.state = 'waiting'
                        order by w.since, w.id
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .setMaxResults(limit));
    }

    /** Those of these that still wait, kept from whoever would end them. */
    public List<UUID> hold(TenantId tenant, Collection<UUID> ids) {
        List<?> rows = entities.createNativeQuery("""
                        select cast(id as text) from waiting_requests
                        where tenant_id = ?1 and id = any (cast(?2 as uuid[])) and state = 'waiting' order by id for update
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(ids))
                .getResultList();
        return rows.stream().map(Sql::uuid).toList();
    }

    /** Ends one that waits; tells whether it did. */
    public boolean end(TenantId tenant, UUID id, WaitingState state, @Nullable UUID allocationId) {
        return entities.createNativeQuery("""
                                update waiting_requests set state = ?3, ended_at = clock_timestamp(),
                                       allocation_id = cast(nullif(?4, '') as uuid)
                                where tenant_id = ?1 and id = cast(?2 as uuid) and state = 'waiting'
                                """)
                        .setParameter(1, tenant.value())
                        .setParameter(2, id.toString())
                        .setParameter(3, Constants.written(state))
                        .setParameter(4, Sql.orEmpty(allocationId))
                        .executeUpdate()
                > 0;
    }

    /** Ends those whose deadline has come, or whose quota is gone, of all tenants. */
    public void endWhatIsOver() {
        entities.createNativeQuery("""
                        update waiting_requests w
                        set state = case when w.deadline <= clock_timestamp() then 'expired' else 'refused' end,
                            ended_at = clock_timestamp()
                        where (w.tenant_id, w.id) in (
                            select o.tenant_id, o.id from waiting_requests o
                            join quotas q on q.tenant_id = o.tenant_id and q.id = o.quota_id
                            where o.state = 'waiting' and (o.deadline <= clock_timestamp() or q.deleted_at is not null)
                            limit 1000 for update of o skip locked)
                        """).executeUpdate();
    }

    /** Forgets those that ended before this instant. */
    public void forget(Instant before) {
        entities.createNativeQuery("delete from waiting_requests where ended_at < cast(?1 as timestamptz)")
                .setParameter(1, before.toString())
                .executeUpdate();
    }

    public Optional<WaitingRequest> find(TenantId tenant, UUID id) {
        return requests(entities.createNativeQuery(COLUMNS + "where w.tenant_id = ?1 and w.id = cast(?2 as uuid)")
                        .setParameter(1, tenant.value())
                        .setParameter(2, id.toString()))
                .stream()
                .findFirst();
    }

    /** A page of the tenant's that are in this state, by id: in the order in which they came. */
    public List<WaitingRequest> page(TenantId tenant, WaitingState state, @Nullable UUID after, int limit) {
        return requests(entities.createNativeQuery(COLUMNS + """
                        where w.tenant_id = ?1 and w.state = ?2 and (?3 = '' or w.id > cast(nullif(?3, '') as uuid))
                        order by w.id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Constants.written(state))
                .setParameter(3, Sql.orEmpty(after))
                .setMaxResults(limit));
    }

    private static List<WaitingRequest> requests(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> request((Object[]) row)).toList();
    }

    private static WaitingRequest request(Object[] column) {
        AmountRequest wanted = new AmountRequest(
                Sql.uuid(column[2]),
                column[4].toString(),
                Sql.amount(column[5]),
                Constants.read(AllocationState.class, column[6]),
                column[7] == null ? null : Duration.ofMillis(((Number) column[7]).longValue()),
                Sql.textOrNull(column[8]));
        return new WaitingRequest(
                new TenantId(column[0].toString()),
                Sql.uuid(column[1]),
                column[3].toString(),
                wanted,
                Sql.instant(column[9]),
                Sql.instant(column[10]),
                Constants.read(WaitingState.class, column[11]),
                Sql.instantOrNull(column[12]),
                Sql.uuidOrNull(column[13]));
    }
}
