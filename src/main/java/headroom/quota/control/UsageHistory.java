package headroom.quota.control;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.entity.HistoryEntry;
import headroom.quota.rule.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The usage history: only ever added to (the application role cannot do otherwise). */
@ApplicationScoped
public class UsageHistory {
    private static final String APPEND = """
            insert into usage_history (tenant_id, id, quota_id, allocation_id, job_id, operation, allocated_value,
                                       occurred_at, metadata)
            select ?1, n.id, n.quota_id, n.allocation_id, n.job_id, n.operation, n.allocated_value, n.occurred_at,
                   cast(n.metadata as jsonb)
            from unnest(cast(?2 as uuid[]), cast(?3 as uuid[]), cast(?4 as uuid[]), cast(?5 as text[]),
                        cast(?6 as text[]), cast(?7 as numeric[]), cast(?8 as timestamptz[]), cast(?9 as text[]))
                 as n (id, quota_id, allocation_id, job_id, operation, allocated_value, occurred_at, metadata)
            """;

    private static final String PAGE = """
            select h.id, h.quota_id, h.allocation_id, h.job_id, h.operation, h.allocated_value, h.occurred_at,
                   cast(h.metadata as text)
            from usage_history h
            where h.tenant_id = ?1 and h.quota_id = cast(?2 as uuid)
              and h.occurred_at >= cast(?3 as timestamptz) and h.occurred_at < cast(?4 as timestamptz)
              and (cast(?5 as text) = '' or h.operation = ?5)
              and (h.occurred_at, h.id) < (cast(?6 as timestamptz), cast(?7 as uuid))
            order by h.occurred_at desc, h.id desc
            """;

    @PersistenceContext
    private EntityManager entities;

    /** Where a page of history ended: the next begins below it. */
    public record Position(Instant occurredAt, UUID id) {
        /** Above every entry. */
        public static final Position TOP = new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    }

    /**
     * Which entries of a quota: {@code [from, to)}, of one operation or of all.
     *
     * @param operation all when empty
     */
    public record Filter(Instant from, Instant to, Optional<Operation> operation) {}

    /** Adds all of them in one statement. */
    public void append(TenantId tenant, Collection<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        entities.createNativeQuery(APPEND)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(entries, HistoryEntry::id))
                .setParameter(3, Sql.array(entries, HistoryEntry::quotaId))
                .setParameter(4, Sql.array(entries, HistoryEntry::allocationId))
                .setParameter(5, Sql.array(entries, HistoryEntry::jobId))
                .setParameter(6, Sql.array(entries, entry -> entry.operation().wireName()))
                .setParameter(7, Sql.array(entries, HistoryEntry::allocatedValue))
                .setParameter(8, Sql.array(entries, HistoryEntry::occurredAt))
                .setParameter(9, Sql.array(entries, HistoryEntry::metadata))
                .executeUpdate();
    }

    /** A page of a quota's history below a position, the newest first; also of a deleted quota. */
    public List<HistoryEntry> page(TenantId tenant, UUID quotaId, Filter filter, Position below, int limit) {
        List<?> rows = entities.createNativeQuery(PAGE)
                .setParameter(1, tenant.value())
                .setParameter(2, quotaId.toString())
                .setParameter(3, filter.from().toString())
                .setParameter(4, filter.to().toString())
                .setParameter(5, filter.operation().map(Operation::wireName).orElse(""))
                .setParameter(6, below.occurredAt().toString())
                .setParameter(7, below.id().toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(row -> entry((Object[]) row)).toList();
    }

    private static HistoryEntry entry(Object[] row) {
        @Nullable Object metadata = row[7];
        return new HistoryEntry(
                Sql.uuid(row[0]),
                Sql.uuid(row[1]),
                Sql.uuid(row[2]),
                row[3].toString(),
                Constants.read(Operation.class, row[4]),
                Sql.amount(row[5]),
                Sql.instant(row[6]),
                metadata == null ? null : metadata.toString());
    }
}
