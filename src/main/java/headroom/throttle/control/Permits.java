package headroom.throttle.control;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.throttle.entity.Permit;
import headroom.throttle.entity.Permit.Ending;
import headroom.throttle.rule.End;
import headroom.throttle.rule.JobKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The permits. */
@ApplicationScoped
public class Permits {
    private static final String SELECT = """
            select id, job_type, source, priority, cost, granted_at, expires_at, array_to_string(charged, ','), ended_at, outcome,
                duration_ms, array_to_string(counted_only, ',')
            from permits
            """;

    @PersistenceContext
    private EntityManager entities;

    public void add(TenantId tenant, List<Permit> granted) {
        if (granted.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        insert into permits (tenant_id, id, job_type, source, priority, cost, granted_at, expires_at, charged)
                        select ?1, n.id, n.job_type, n.source, n.priority, n.cost, n.granted_at, n.expires_at,
                            cast(n.charged as uuid[])
                        from unnest(cast(?2 as uuid[]), cast(?3 as text[]), cast(?4 as text[]), cast(?5 as smallint[]),
                                    cast(?6 as integer[]), cast(?7 as timestamptz[]), cast(?8 as timestamptz[]), cast(?9 as text[]))
                            as n (id, job_type, source, priority, cost, granted_at, expires_at, charged)
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(granted, Permit::id))
                .setParameter(3, Sql.array(granted, permit -> permit.kind().jobType()))
                .setParameter(4, Sql.array(granted, permit -> permit.kind().source()))
                .setParameter(5, Sql.array(granted, Permit::priority))
                .setParameter(6, Sql.array(granted, Permit::cost))
                .setParameter(7, Sql.array(granted, Permit::grantedAt))
                .setParameter(8, Sql.array(granted, Permit::expiresAt))
                .setParameter(9, Sql.array(granted, permit -> Sql.array(permit.charged())))
                .executeUpdate();
    }

    /** Those of these that there are. */
    public Map<UUID, Permit> find(TenantId tenant, Collection<UUID> ids) {
        Map<UUID, Permit> found = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            read(entities.createNativeQuery(SELECT + " where tenant_id = ?1 and id = any (cast(?2 as uuid[]))")
                            .setParameter(1, tenant.value())
                            .setParameter(2, Sql.array(ids))
                            .getResultList())
                    .forEach(permit -> found.put(permit.id(), permit));
        }
        return found;
    }

    /** What a list is narrowed to; null for any. */
    public record Sought(
            @Nullable String jobType,
            @Nullable String source,
            @Nullable UUID throttle) {}

    /** The tenant's live permits behind this one, the oldest first. */
    public List<Permit> live(TenantId tenant, Sought sought, Optional<UUID> after, int limit) {
        return read(entities.createNativeQuery(SELECT + """
                         where tenant_id = ?1 and ended_at is null and expires_at > clock_timestamp() and id > cast(?2 as uuid)
                            and job_type = coalesce(cast(?3 as text), job_type) and source = coalesce(cast(?4 as text), source)
                            and (cast(?5 as uuid) is null or cast(?5 as uuid) = any (charged))
                        order by id limit ?6
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, after.orElse(new UUID(0, 0)).toString())
                .setParameter(3, sought.jobType())
                .setParameter(4, sought.source())
                .setParameter(
                        5, sought.throttle() == null ? null : sought.throttle().toString())
                .setParameter(6, limit)
                .getResultList());
    }

    /** How many the tenant has live, counted no further than this. */
    int countLive(TenantId tenant, int most) {
        Object count = entities.createNativeQuery(
                        "select count(*) from (select 1 from permits where tenant_id = ?1 and ended_at is null limit ?2) as live")
                .setParameter(1, tenant.value())
                .setParameter(2, most)
                .getSingleResult();
        return ((Number) count).intValue();
    }

    /** An end that is wanted. */
    record Wanted(UUID permit, End end, @Nullable Long durationMs) {}

    /**
     * Ends those of these that are live, by id; one whose time is over as expired, whatever is wanted. Tells how each has ended that has not
     * ended before.
     */
    Map<UUID, Ending> end(TenantId tenant, Collection<Wanted> wanted, Instant now) {
        Map<UUID, Ending> ended = new LinkedHashMap<>();
        if (wanted.isEmpty()) {
            return ended;
        }
        List<?> rows = entities.createNativeQuery("""
                        with ending as (
                            select p.id, n.outcome, n.duration_ms
                            from unnest(cast(?2 as uuid[]), cast(?3 as text[]), cast(?4 as bigint[])) as n (id, outcome, duration_ms)
                            join permits p on p.tenant_id = ?1 and p.id = n.id
                            where p.ended_at is null
                            order by p.id for update of p)
                        update permits p set
                            ended_at = least(p.expires_at, cast(?5 as timestamptz)),
                            outcome = case when p.expires_at <= cast(?5 as timestamptz) then 'expired' else e.outcome end,
                            duration_ms = case when p.expires_at > cast(?5 as timestamptz) then e.duration_ms end
                        from ending e
                        where p.tenant_id = ?1 and p.id = e.id
                        returning p.id, p.outcome, p.ended_at, p.duration_ms
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(wanted, Wanted::permit))
                .setParameter(3, Sql.array(wanted, one -> Constants.written(one.end())))
                .setParameter(4, Sql.array(wanted, Wanted::durationMs))
                .setParameter(5, now.toString())
                .getResultList();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            ended.put(Sql.uuid(column[0]), ending(column[1], column[2], column[3]));
        }
        return ended;
    }

    /** Those of a tenant whose time is over and that nobody has ended. */
    List<UUID> due(TenantId tenant, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select id from permits where tenant_id = ?1 and ended_at is null and expires_at <= clock_timestamp()
                        order by expires_at limit ?2
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, limit)
                .getResultList();
        return rows.stream().map(Sql::uuid).toList();
    }

    /** The tenants of the permits that have been due longest, and of those that have been for the shortest time: very many of one tenant hide no other's. */
    public List<TenantId> tenantsWithDue(int permits) {
        List<?> rows = entities.createNativeQuery("""
                        (select tenant_id from permits where ended_at is null and expires_at <= clock_timestamp()
                            order by expires_at limit ?1)
                        union
                        (select tenant_id from permits where ended_at is null and expires_at <= clock_timestamp()
                            order by expires_at desc limit ?1)
                        """).setParameter(1, permits).getResultList();
        return rows.stream().map(row -> new TenantId(row.toString())).toList();
    }

    /** Forgets permits that ended before this instant; tells how many. Servers that do so at once share the work. */
    public int forget(Instant before, int limit) {
        return entities.createNativeQuery("""
                        delete from permits where (tenant_id, id) in (
                            select tenant_id, id from permits where ended_at < cast(?1 as timestamptz) limit ?2
                            for update skip locked)
                        """)
                .setParameter(1, before.toString())
                .setParameter(2, limit)
                .executeUpdate();
    }

    private static List<Permit> read(List<?> rows) {
        return rows.stream().map(row -> permit((Object[]) row)).toList();
    }

    private static Permit permit(Object[] column) {
        Object endedAt = column[8];
        return new Permit(
                Sql.uuid(column[0]),
                new JobKind(column[1].toString(), column[2].toString()),
                ((Number) column[3]).intValue(),
                ((Number) column[4]).intValue(),
                Sql.instant(column[5]),
                Sql.instant(column[6]),
                ids(column[7]),
                ids(column[11]),
                endedAt == null ? null : ending(column[9], endedAt, column[10]));
    }

    private static List<UUID> ids(Object joined) {
        String text = joined.toString();
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(UUID::fromString).toList();
    }

    private static Ending ending(Object outcome, Object at, @Nullable Object durationMs) {
        return new Ending(
                Constants.read(End.class, outcome),
                Sql.instant(at),
                durationMs == null ? null : ((Number) durationMs).longValue());
    }
}
