package headroom.throttle.control;

import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.JobKind;
import headroom.throttle.rule.Throttle;
import headroom.throttle.rule.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The throttles. Locks are taken in this order: the platform's throttles and then the tenant's, shared by all who decide on permits and
 * held by who makes, changes or deletes a throttle; the rows of throttles, by id; the rows of permits, by id.
 */
@ApplicationScoped
public class Throttles {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /** Keeps the throttles that bind a tenant from being made, changed or deleted until the transaction ends. */
    public void share(TenantId tenant) {
        locks.share(List.of(lock(StoredThrottle.PLATFORM), lock(tenant.value())));
    }

    /** Keeps all who decide on permits of this owner's throttles out until the transaction ends. */
    public void claim(String owner) {
        locks.hold(lock(owner));
    }

    private static String lock(String owner) {
        return "throttles of " + owner;
    }

    public int count(String owner) {
        Object count = entities.createNativeQuery("select count(*) from throttles where tenant_id = ?1")
                .setParameter(1, owner)
                .getSingleResult();
        return ((Number) count).intValue();
    }

    public Optional<StoredThrottle> find(String owner, UUID id) {
        return one(owner, id, "");
    }

    /** The throttle, held against permits and every other change until the transaction ends. */
    public Optional<StoredThrottle> lock(String owner, UUID id) {
        return one(owner, id, " for update");
    }

    private Optional<StoredThrottle> one(String owner, UUID id, String locking) {
        List<?> rows = entities.createNativeQuery(
                        ThrottleColumns.SELECT + " where tenant_id = ?1 and id = cast(?2 as uuid)" + locking)
                .setParameter(1, owner)
                .setParameter(2, id.toString())
                .getResultList();
        return rows.stream().map(row -> ThrottleColumns.read((Object[]) row)).findFirst();
    }

    /** The throttle of the same aim and mode, where there is one. */
    public Optional<UUID> like(String owner, Throttle throttle) {
        List<?> rows = entities.createNativeQuery("""
                        select id from throttles
                        where tenant_id = ?1 and job_type = ?2 and source = ?3 and mode = ?4 and id <> cast(?5 as uuid)
                        """)
                .setParameter(1, owner)
                .setParameter(2, throttle.aim().jobType())
                .setParameter(3, throttle.aim().source())
                .setParameter(4, Constants.written(throttle.mode()))
                .setParameter(5, throttle.id().toString())
                .getResultList();
        return rows.stream().map(Sql::uuid).findFirst();
    }

    /** What a list is narrowed to; null for any. */
    public record Sought(
            @Nullable String jobType,
            @Nullable String source,
            @Nullable String mode) {}

    /** An owner's throttles behind this one, the oldest first. */
    public List<StoredThrottle> page(String owner, Sought sought, Optional<UUID> after, int limit) {
        List<?> rows = entities.createNativeQuery(ThrottleColumns.SELECT + """
                         where tenant_id = ?1 and id > cast(?2 as uuid) and job_type = coalesce(nullif(?3, ''), job_type)
                            and source = coalesce(nullif(?4, ''), source) and mode = coalesce(nullif(?5, ''), mode)
                        order by id limit ?6
                        """)
                .setParameter(1, owner)
                .setParameter(2, after.orElse(new UUID(0, 0)).toString())
                .setParameter(3, Sql.orEmpty(sought.jobType()))
                .setParameter(4, Sql.orEmpty(sought.source()))
                .setParameter(5, Sql.orEmpty(sought.mode()))
                .setParameter(6, limit)
                .getResultList();
        return rows.stream().map(row -> ThrottleColumns.read((Object[]) row)).toList();
    }

    /**
     * What binds a tenant and may match any of these, and what has these ids, held by id until the transaction ends. More than what
     * matches may be among it.
     */
    public List<StoredThrottle> hold(TenantId tenant, Collection<JobKind> kinds, Collection<UUID> ids) {
        List<?> rows = entities.createNativeQuery(ThrottleColumns.SELECT + """
                         where tenant_id in (?1, '*')
                            and (job_type = any (cast(?2 as text[])) and source = any (cast(?3 as text[]))
                                or id = any (cast(?4 as uuid[])))
                        order by id for update
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, names(kinds.stream().map(JobKind::jobType).toList()))
                .setParameter(3, names(kinds.stream().map(JobKind::source).toList()))
                .setParameter(4, Sql.array(ids))
                .getResultList();
        return rows.stream().map(row -> ThrottleColumns.read((Object[]) row)).toList();
    }

    private static String names(List<String> names) {
        return Sql.array(names.isEmpty() ? names : ThrottleColumns.andAny(names));
    }

    public void add(StoredThrottle made) {
        written(made, """
                insert into throttles (tenant_id, id, max_active, max_per_hour, burst_capacity, refill_per_second, mode, paused,
                    expires_at, reason, ticket, changed_by, updated_at, version, active, hour_costs, bucket, would_have_refused,
                    job_type, source, created_at)
                values (?1, cast(?2 as uuid), cast(nullif(?3, '') as integer), cast(nullif(?4, '') as integer),
                    cast(nullif(?5, '') as integer), cast(nullif(?6, '') as numeric), ?7, ?8, cast(nullif(?9, '') as timestamptz),
                    ?10, nullif(?11, ''), ?12, cast(?13 as timestamptz), ?14, ?15, ?16, nullif(?17, ''), ?18,
                    ?19, ?20, cast(?21 as timestamptz))
                """)
                .setParameter(19, made.throttle().aim().jobType())
                .setParameter(20, made.throttle().aim().source())
                .setParameter(21, made.createdAt().toString())
                .executeUpdate();
    }

    /** Writes what a {@linkplain #lock locked} one has become; its aim stays. */
    public void change(StoredThrottle changed) {
        written(changed, """
                update throttles set max_active = cast(nullif(?3, '') as integer), max_per_hour = cast(nullif(?4, '') as integer),
                    burst_capacity = cast(nullif(?5, '') as integer), refill_per_second = cast(nullif(?6, '') as numeric),
                    mode = ?7, paused = ?8, expires_at = cast(nullif(?9, '') as timestamptz), reason = ?10,
                    ticket = nullif(?11, ''), changed_by = ?12, updated_at = cast(?13 as timestamptz), version = ?14,
                    active = ?15, hour_costs = ?16, bucket = nullif(?17, ''), would_have_refused = ?18
                where tenant_id = ?1 and id = cast(?2 as uuid)
                """).executeUpdate();
    }

    /** The parameters that both have; without a gap, which Hibernate refuses. */
    private Query written(StoredThrottle stored, String sql) {
        Throttle throttle = stored.throttle();
        Tokens tokens = throttle.use().tokens();
        return entities.createNativeQuery(sql)
                .setParameter(1, stored.owner())
                .setParameter(2, throttle.id().toString())
                .setParameter(3, Sql.orEmpty(throttle.limits().maxActive()))
                .setParameter(4, Sql.orEmpty(throttle.limits().maxPerHour()))
                .setParameter(5, Sql.orEmpty(throttle.limits().burstCapacity()))
                .setParameter(6, Sql.orEmpty(throttle.limits().refillPerSecond()))
                .setParameter(7, Constants.written(throttle.mode()))
                .setParameter(8, throttle.paused())
                .setParameter(9, Sql.orEmpty(throttle.expiresAt()))
                .setParameter(10, stored.reason())
                .setParameter(11, Sql.orEmpty(stored.ticket()))
                .setParameter(12, stored.changedBy())
                .setParameter(13, stored.updatedAt().toString())
                .setParameter(14, stored.version())
                .setParameter(15, throttle.use().active())
                .setParameter(16, ThrottleColumns.written(throttle.use().hour()))
                .setParameter(17, tokens == null ? "" : TokenBucket.written(tokens))
                .setParameter(18, throttle.wouldHaveRefused());
    }

    public void delete(StoredThrottle stored) {
        entities.createNativeQuery("delete from throttles where tenant_id = ?1 and id = cast(?2 as uuid)")
                .setParameter(1, stored.owner())
                .setParameter(2, stored.throttle().id().toString())
                .executeUpdate();
    }

    /** Writes what of {@linkplain #hold held} ones is in use. */
    public void use(List<StoredThrottle> used) {
        if (used.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        update throttles t set active = n.active, hour_costs = n.hour_costs, bucket = n.bucket,
                            would_have_refused = n.would_have_refused
                        from unnest(cast(?1 as text[]), cast(?2 as uuid[]), cast(?3 as integer[]), cast(?4 as text[]),
                                    cast(?5 as text[]), cast(?6 as bigint[]))
                            as n (tenant_id, id, active, hour_costs, bucket, would_have_refused)
                        where t.tenant_id = n.tenant_id and t.id = n.id
                        """)
                .setParameter(1, Sql.array(used, StoredThrottle::owner))
                .setParameter(2, Sql.array(used, stored -> stored.throttle().id()))
                .setParameter(
                        3, Sql.array(used, stored -> stored.throttle().use().active()))
                .setParameter(
                        4,
                        Sql.array(
                                used,
                                stored -> ThrottleColumns.written(
                                        stored.throttle().use().hour())))
                .setParameter(
                        5,
                        Sql.array(used, stored -> bucket(stored.throttle().use().tokens())))
                .setParameter(6, Sql.array(used, stored -> stored.throttle().wouldHaveRefused()))
                .executeUpdate();
    }

    private static @Nullable String bucket(@Nullable Tokens tokens) {
        return tokens == null ? null : TokenBucket.written(tokens);
    }
}
