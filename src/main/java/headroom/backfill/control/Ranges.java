package headroom.backfill.control;

import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.EventTimeWindow;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What of its window each backfill covers. That live ones of a source lie apart is the database's to guard. */
@ApplicationScoped
public class Ranges {
    @PersistenceContext
    private EntityManager entities;

    /** A range of a live backfill. */
    public record Covered(UUID backfillId, EventTimeWindow range) {}

    public void add(Backfill backfill, Collection<EventTimeWindow> ranges) {
        entities.createNativeQuery("""
                        insert into backfill_ranges (tenant_id, backfill_id, space, source, from_at, to_at, live)
                        select ?1, cast(?2 as uuid), ?3, ?4, n.from_at, n.to_at, true
                        from unnest(cast(?5 as timestamptz[]), cast(?6 as timestamptz[])) as n (from_at, to_at)
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.id().toString())
                .setParameter(3, Space.of(backfill))
                .setParameter(4, backfill.order().source())
                .setParameter(5, Sql.array(ranges, EventTimeWindow::from))
                .setParameter(6, Sql.array(ranges, EventTimeWindow::to))
                .executeUpdate();
    }

    /** The ranges of an ended backfill are free for others. */
    public void free(Backfill backfill) {
        entities.createNativeQuery("""
                        update backfill_ranges set live = false where tenant_id = ?1 and backfill_id = cast(?2 as uuid)
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.id().toString())
                .executeUpdate();
    }

    /** The ranges of one backfill, in the order of time. */
    public List<EventTimeWindow> of(Backfill backfill) {
        List<?> rows = entities.createNativeQuery("""
                        select from_at, to_at from backfill_ranges
                        where tenant_id = ?1 and backfill_id = cast(?2 as uuid) order by from_at
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.id().toString())
                .getResultList();
        return rows.stream().map(row -> window((Object[]) row, 0)).toList();
    }

    /** The ranges of live backfills of a source that overlap this window, in the order of time. */
    public List<Covered> overlapping(TenantId tenant, String source, EventTimeWindow window) {
        List<?> rows = entities.createNativeQuery("""
                        select backfill_id, from_at, to_at from backfill_ranges
                        where tenant_id = ?1 and space = ?2 and source = ?3 and live
                          and from_at < cast(?5 as timestamptz) and to_at > cast(?4 as timestamptz)
                        order by from_at
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Space.COMMON)
                .setParameter(3, source)
                .setParameter(4, window.from().toString())
                .setParameter(5, window.to().toString())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Covered(Sql.uuid(row[0]), window(row, 1)))
                .toList();
    }

    private static EventTimeWindow window(Object[] column, int at) {
        return new EventTimeWindow(Sql.instant(column[at]), Sql.instant(column[at + 1]));
    }
}
