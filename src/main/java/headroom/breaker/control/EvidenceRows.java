package headroom.breaker.control;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Counts;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all servers have heard of services, in seconds. */
@ApplicationScoped
public class EvidenceRows {
    /** Of one breaker read at once: an hour of seconds from five servers. The newest are read. */
    private static final int MAX_BUCKETS = 18_000;

    private static final TypeReference<Map<String, List<Long>>> CALLERS = new TypeReference<>() {};

    @PersistenceContext
    private EntityManager entities;

    /** A second of one breaker. */
    public record Row(ServiceKey key, Bucket bucket) {}

    /**
     * What is asked for.
     *
     * @param after written after this instant
     */
    public record Sought(ServiceKey key, long era, Instant after) {}

    /**
     * What was found.
     *
     * @param writtenAt when, by the database's clock
     */
    public record Found(ServiceKey key, Bucket bucket, Instant writtenAt) {}

    /** Writes seconds. One that has been written before stays, unless it has grown. */
    public void write(List<Row> rows) {
        entities.createNativeQuery("""
                        insert into breaker_evidence (tenant_id, service, instance, bucket_start, era, ok, failed, slow,
                            failed_in_a_row, callers, updated_at)
                        select tenant_id, service, instance, bucket_start, era, ok, failed, slow, in_a_row, callers,
                            clock_timestamp()
                        from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as timestamptz[]),
                            cast(?5 as bigint[]), cast(?6 as bigint[]), cast(?7 as bigint[]), cast(?8 as bigint[]),
                            cast(?9 as bigint[]), cast(?10 as jsonb[]))
                            as news (tenant_id, service, instance, bucket_start, era, ok, failed, slow, in_a_row, callers)
                        on conflict (tenant_id, service, era, bucket_start, instance) do update
                        set ok = excluded.ok, failed = excluded.failed, slow = excluded.slow,
                            failed_in_a_row = excluded.failed_in_a_row, callers = excluded.callers,
                            updated_at = excluded.updated_at
                        where excluded.ok + excluded.failed > breaker_evidence.ok + breaker_evidence.failed
                        """)
                .setParameter(1, Sql.array(rows, row -> row.key().tenant().value()))
                .setParameter(2, Sql.array(rows, row -> row.key().service()))
                .setParameter(3, Sql.array(rows, row -> row.bucket().instance()))
                .setParameter(4, Sql.array(rows, row -> row.bucket().start()))
                .setParameter(5, Sql.array(rows, row -> row.bucket().era()))
                .setParameter(6, Sql.array(rows, row -> row.bucket().counts().ok()))
                .setParameter(7, Sql.array(rows, row -> row.bucket().counts().failed()))
                .setParameter(8, Sql.array(rows, row -> row.bucket().counts().slow()))
                .setParameter(9, Sql.array(rows, row -> row.bucket().failedInARow()))
                .setParameter(10, Sql.array(rows, row -> written(row.bucket().callers())))
                .executeUpdate();
    }

    /** What was written of these breakers, of each in its era. */
    public List<Found> find(List<Sought> sought) {
        List<?> rows = entities.createNativeQuery("""
                        select e.tenant_id, e.service, e.instance, e.bucket_start, e.era, e.ok, e.failed, e.slow,
                            e.failed_in_a_row, cast(e.callers as text), e.updated_at
                        from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as bigint[]), cast(?4 as timestamptz[]))
                            as sought (tenant_id, service, era, after)
                        cross join lateral (
                            select * from breaker_evidence e
                            where e.tenant_id = sought.tenant_id and e.service = sought.service and e.era = sought.era
                              and e.updated_at > sought.after
                            order by e.updated_at desc limit %d) e
                        """.formatted(MAX_BUCKETS))
                .setParameter(1, Sql.array(sought, asked -> asked.key().tenant().value()))
                .setParameter(2, Sql.array(sought, asked -> asked.key().service()))
                .setParameter(3, Sql.array(sought, Sought::era))
                .setParameter(4, Sql.array(sought, Sought::after))
                .getResultList();
        return rows.stream().map(Object[].class::cast).map(EvidenceRows::found).toList();
    }

    /** Forgets what belongs to an earlier era of one breaker. */
    public void forget(ServiceKey key, long before) {
        entities.createNativeQuery("delete from breaker_evidence where tenant_id = ?1 and service = ?2 and era < ?3")
                .setParameter(1, key.tenant().value())
                .setParameter(2, key.service())
                .setParameter(3, before)
                .executeUpdate();
    }

    /** Forgets what is older than all that one breaker is judged on, and what belongs to an earlier era. */
    public void trim(ServiceKey key, long era, Instant oldest) {
        entities.createNativeQuery("""
                        delete from breaker_evidence where tenant_id = ?1 and service = ?2
                          and (era < ?3 or (era = ?3 and bucket_start < cast(?4 as timestamptz)))
                        """)
                .setParameter(1, key.tenant().value())
                .setParameter(2, key.service())
                .setParameter(3, era)
                .setParameter(4, oldest.toString())
                .executeUpdate();
    }

    private static Found found(Object[] row) {
        Counts counts = new Counts(number(row[5]), number(row[6]), number(row[7]));
        Bucket bucket = new Bucket(
                row[2].toString(), Sql.instant(row[3]), number(row[4]), counts, number(row[8]), callers(row[9]));
        return new Found(
                new ServiceKey(new TenantId(row[0].toString()), row[1].toString()), bucket, Sql.instant(row[10]));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private static String written(Map<String, Counts> callers) {
        return Json.write(callers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        caller -> List.of(
                                caller.getValue().ok(),
                                caller.getValue().failed(),
                                caller.getValue().slow()))));
    }

    private static Map<String, Counts> callers(Object column) {
        return Json.read(column.toString(), CALLERS).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        caller -> new Counts(
                                caller.getValue().get(0),
                                caller.getValue().get(1),
                                caller.getValue().get(2))));
    }
}
