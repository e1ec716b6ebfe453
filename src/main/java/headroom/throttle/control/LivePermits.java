package headroom.throttle.control;

import headroom.platform.Sql;
import headroom.platform.TenantWall;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Throttle;
import headroom.throttle.rule.Use;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How many permits are live under a throttle, the platform's over all tenants. For throttles that the transaction holds. */
@ApplicationScoped
public class LivePermits {
    private static final String ID = "cast(?1 as uuid)";

    /** A live permit may outlive many throttles that counted it: with more than so many, those that are no more are dropped. */
    private static final int MANY = 16;

    private static final String STILL_COUNTING = """
            case when cardinality(%1$s) <= %2$d then %1$s else array(
                select counting from unnest(%1$s) as counting
                where exists (select 1 from throttles t where t.tenant_id in (permits.tenant_id, '*') and t.id = counting)) end""";

    @PersistenceContext
    private EntityManager entities;

    /**
     * The throttle, which knows now of how many permits the time is over that nobody has ended yet, for their places are free at once; and
     * when the next place is free.
     */
    public StoredThrottle lookAt(StoredThrottle stored, Instant now) {
        Integer most = stored.throttle().limits().maxActive();
        int active = stored.throttle().use().active();
        Object[] row = across(stored, """
                with gone as (
                    select count(*) as permits from permits
                    where %1$s and ended_at is null and expires_at <= cast(?3 as timestamptz) and %2$s = any (charged))
                select (select permits from gone), (
                    select expires_at from permits
                    where %1$s and ended_at is null and expires_at > cast(?3 as timestamptz) and %2$s = any (charged)
                    order by expires_at offset (select greatest(0, ?4 - permits) from gone) limit 1)
                """, query -> (Object[]) entities.createNativeQuery(query)
                .setParameter(1, stored.throttle().id().toString())
                .setParameter(2, stored.owner())
                .setParameter(3, now.toString())
                .setParameter(4, most == null ? 0 : active - most)
                .getSingleResult());
        int gone = Math.min(active, ((Number) row[0]).intValue());
        return with(stored, use -> use.withOverdue(gone, Sql.instantOrNull(row[1])));
    }

    /**
     * The throttle with all live permits that match it, whether or not they were charged to it when they were granted. What
     * those cost that were not was never taken from it, and is not given back to it either.
     */
    public StoredThrottle adopt(StoredThrottle stored) {
        String matching = "%1$s and ended_at is null and ?3 in ('*', job_type) and ?4 in ('*', source)";
        across(
                stored,
                "update permits set charged = array_append(" + STILL_COUNTING.formatted("charged", MANY)
                        + ", %2$s), counted_only = array_append(" + STILL_COUNTING.formatted("counted_only", MANY)
                        + ", %2$s) where " + matching + " and not (%2$s = any (charged))",
                query -> adopting(stored, query).executeUpdate());
        Object count = across(
                stored,
                "select count(*) from permits where " + matching + " and %2$s = any (charged)",
                query -> adopting(stored, query).getSingleResult());
        return with(stored, use -> use.withActive(((Number) count).intValue()));
    }

    /** Nothing is given back to the throttle of what was granted until now: what it was taken from is no more. */
    public void writeOff(StoredThrottle stored) {
        across(
                stored,
                "update permits set counted_only = array_append(counted_only, %2$s) where %1$s and ended_at is null"
                        + " and %2$s = any (charged) and not (%2$s = any (counted_only))",
                query -> entities.createNativeQuery(query)
                        .setParameter(1, stored.throttle().id().toString())
                        .setParameter(2, stored.owner())
                        .executeUpdate());
    }

    private Query adopting(StoredThrottle stored, String query) {
        return entities.createNativeQuery(query)
                .setParameter(1, stored.throttle().id().toString())
                .setParameter(2, stored.owner())
                .setParameter(3, stored.throttle().aim().jobType())
                .setParameter(4, stored.throttle().aim().source());
    }

    private static <T> T across(StoredThrottle stored, String query, Function<String, T> doing) {
        boolean all = stored.isThePlatforms();
        String whose = all ? "?2 = '*'" : "tenant_id = ?2";
        String statement = query.formatted(whose, ID);
        return all ? TenantWall.acrossTenants(() -> doing.apply(statement)) : doing.apply(statement);
    }

    private static StoredThrottle with(StoredThrottle stored, UnaryOperator<Use> step) {
        Throttle throttle = stored.throttle();
        return stored.with(throttle.with(step.apply(throttle.use())));
    }
}
