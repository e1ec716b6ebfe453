package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was held in the past, read from the allocations as they are now. Waits for no decision. */
@ApplicationScoped
public class PastAllocations {
    /** What lives, and what the history says ended since: so no index on the times of allocations has to be kept for this. */
    private static final String SINCE = """
            select a.id, a.quota_id, a.job_id, a.allocated_value, a.consumed, a.allocated_at, a.released_at
            from allocations a
            where a.tenant_id = ?1 and a.quota_id = any (cast(?2 as uuid[])) and a.state in ('reserved', 'active')
            union all
            select a.id, a.quota_id, a.job_id, a.allocated_value, a.consumed, a.allocated_at, a.released_at
            from (select distinct h.allocation_id from usage_history h
                  where h.tenant_id = ?1 and h.quota_id = any (cast(?2 as uuid[])) and h.operation in ('release', 'expire')
                    and h.occurred_at >= cast(?3 as timestamptz)) e
            join allocations a on a.tenant_id = ?1 and a.id = e.allocation_id
            where a.released_at > cast(?3 as timestamptz)
            """;

    @PersistenceContext
    private EntityManager entities;

    /**
     * An allocation with its times.
     *
     * @param amount what it holds or held at last
     * @param consumed what was used up of it when it ended
     * @param releasedAt null while it lives
     */
    public record PastAllocation(
            UUID id,
            UUID quotaId,
            String jobId,
            Amount amount,
            Amount consumed,
            Instant allocatedAt,
            @Nullable Instant releasedAt) {}

    /** What was held of these quotas at any instant since this one, in no order. */
    public List<PastAllocation> since(TenantId tenant, Collection<UUID> quotaIds, Instant since, int limit) {
        List<?> rows = entities.createNativeQuery(SINCE)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(quotaIds))
                .setParameter(3, since.toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(row -> past((Object[]) row)).toList();
    }

    /** What was used up of each of these quotas by allocations that ended in {@code [from, until]}; zero is missing. */
    public Map<UUID, Amount> consumed(TenantId tenant, Collection<UUID> quotaIds, Instant from, Instant until) {
        List<?> rows = entities.createNativeQuery("""
                        select quota_id, sum(consumed) from allocations
                        where tenant_id = ?1 and quota_id = any (cast(?2 as uuid[])) and consumed > 0
                          and released_at between cast(?3 as timestamptz) and cast(?4 as timestamptz)
                        group by quota_id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(quotaIds))
                .setParameter(3, from.toString())
                .setParameter(4, until.toString())
                .getResultList();
        Map<UUID, Amount> consumed = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            consumed.put(Sql.uuid(column[0]), Sql.amount(column[1]));
        }
        return consumed;
    }

    private static PastAllocation past(Object[] column) {
        return new PastAllocation(
                Sql.uuid(column[0]),
                Sql.uuid(column[1]),
                column[2].toString(),
                Sql.amount(column[3]),
                Sql.amount(column[4]),
                Sql.instant(column[5]),
                Sql.instantOrNull(column[6]));
    }
}
