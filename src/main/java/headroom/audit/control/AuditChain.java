package headroom.audit.control;

import headroom.audit.control.proof.Filing;
import headroom.audit.rule.ChainLink;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.json.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entries of the audit trail, to be read. */
@ApplicationScoped
public class AuditChain {
    private static final String COLUMNS = """
            select e.sequence, e.entry, e.hash, e.tenant_id, cast(e.id as text), e.occurred_at, e.subject, e.action,
                   e.object_type, e.object_id, e.ticket
            from audit_entries e where e.tenant_id = ?1
            """;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Which entries: those that have all that is given here.
     *
     * @param from occurred at this instant or later
     * @param to occurred before this instant
     */
    public record Filter(
            Optional<String> action,
            Optional<String> objectType,
            Optional<String> objectId,
            Optional<String> subject,
            Optional<String> ticket,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** How far the trail goes. One statement, and so one moment, while others go on adding to it. */
    public ChainState state(TenantId tenant) {
        List<?> rows =
                entities.createNativeQuery("""
                        select h.sequence, h.hash,
                               coalesce((select max(e.sequence) from audit_entries e where e.tenant_id = ?1), 0),
                               coalesce((select max(a.sequence) from audit_anchors a where a.tenant_id = ?1), 0)
                        from (values (1)) as one (row) left join audit_heads h on h.tenant_id = ?1
                        """).setParameter(1, tenant.value()).getResultList();
        @Nullable Object[] state = (@Nullable Object[]) rows.get(0);
        ChainLink head = state[0] == null
                ? ChainLink.BEGINNING
                : new ChainLink(number(state[0]), Objects.toString(state[1], ""));
        return new ChainState(head, number(state[2]), number(state[3]));
    }

    /** The entries from one place to another, in the order of their places; the first ones where there are more than the limit. */
    public List<StoredEntry> between(TenantId tenant, long from, long to, int limit) {
        Query query = entities.createNativeQuery(COLUMNS + " and e.sequence between ?2 and ?3 order by e.sequence")
                .setParameter(1, tenant.value())
                .setParameter(2, from)
                .setParameter(3, to)
                .setMaxResults(limit);
        return entries(query);
    }

    public Optional<StoredEntry> find(TenantId tenant, UUID id) {
        Query query = entities.createNativeQuery(COLUMNS + " and e.id = cast(?2 as uuid)")
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString());
        return entries(query).stream().findFirst();
    }

    /** The entries that a filter lets through below a place, the last one first. */
    public List<StoredEntry> page(TenantId tenant, Filter filter, long below, int limit) {
        Conditions conditions = new Conditions()
                .add("e.action = ?", filter.action())
                .add("e.object_type = ?", filter.objectType())
                .add("e.object_id = ?", filter.objectId())
                .add("e.subject = ?", filter.subject())
                .add("e.ticket = ?", filter.ticket())
                .add("e.occurred_at >= cast(? as timestamptz)", filter.from().map(Instant::toString))
                .add("e.occurred_at < cast(? as timestamptz)", filter.to().map(Instant::toString));
        Query query = entities.createNativeQuery(
                        COLUMNS + " and e.sequence < ?2" + conditions.sql() + " order by e.sequence desc")
                .setParameter(1, tenant.value())
                .setParameter(2, below)
                .setMaxResults(limit);
        conditions.bind(query);
        return entries(query);
    }

    private static List<StoredEntry> entries(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> entry((Object[]) row)).toList();
    }

    private static StoredEntry entry(@Nullable Object[] row) {
        Filing filing = new Filing(
                text(row[3]),
                text(row[4]),
                row[5] == null ? "" : Texts.instant(Sql.instant(row[5])),
                text(row[6]),
                text(row[7]),
                text(row[8]),
                text(row[9]),
                text(row[10]));
        return new StoredEntry(number(row[0]), text(row[1]), text(row[2]), filing);
    }

    private static String text(@Nullable Object column) {
        return Objects.toString(column, "");
    }

    private static long number(@Nullable Object column) {
        return column instanceof Number number ? number.longValue() : 0;
    }
}
