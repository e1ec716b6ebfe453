package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.rule.Limits;
import headroom.quota.rule.SettingAside;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Adds up the allocations again and compares with the counters (rules Q2, Q14). One statement, and so one snapshot: it sees
 * counters and allocations of the same moment, whatever goes on beside it.
 */
@ApplicationScoped
public class Verification {
    /** Differences told at most; one is too many already. */
    public static final int MAX_DIFFERENCES = 1_000;

    private static final String[] COUNTERS = {"reserved", "active", "consumed", "usage", "consumed_below", "set_aside"};

    private static final int USAGE = 3;
    private static final int SET_ASIDE = 5;

    /** Where in a row the recomputed counters begin, all but the last, and after them the limits. */
    private static final int RECOMPUTED = 1 + COUNTERS.length;

    private static final int LIMITS = RECOMPUTED + SET_ASIDE;

    private static final String DIFFERENCES = """
            with recursive own as (
                select a.quota_id,
                       coalesce(sum(a.allocated_value) filter (where a.state = 'reserved'), 0) as reserved,
                       coalesce(sum(a.allocated_value) filter (where a.state = 'active'), 0) as active,
                       coalesce(sum(a.consumed) filter (where a.consumed > 0 and a.released_at >= case t.period
                           when 'total' then '-infinity'
                           when 'day' then (t.period_ends_at at time zone 'UTC' - interval '1 day') at time zone 'UTC'
                           when 'week' then (t.period_ends_at at time zone 'UTC' - interval '7 days') at time zone 'UTC'
                           when 'month' then (t.period_ends_at at time zone 'UTC' - interval '1 month') at time zone 'UTC'
                           when 'year' then (t.period_ends_at at time zone 'UTC' - interval '1 year') at time zone 'UTC'
                           end), 0) as consumed
                from allocations a
                join quotas q on q.tenant_id = a.tenant_id and q.id = a.quota_id
                join quota_trees t on t.tenant_id = q.tenant_id and t.id = q.tree_id
                where a.tenant_id = ?1 and (a.state in ('reserved', 'active') or a.consumed > 0)
                group by a.quota_id
            ), upward as (
                select o.quota_id as at_id, o.reserved + o.active + o.consumed as held, o.consumed from own o
                union all
                select q.parent_id, u.held, u.consumed
                from upward u join quotas q on q.tenant_id = ?1 and q.id = u.at_id
                where q.parent_id is not null
            ), below as (
                select at_id, sum(held) as usage, sum(consumed) as consumed_below from upward group by at_id
            ), keeping as (
                select q.id, q.parent_id from quotas q
                where q.tenant_id = ?1 and q.lending_limit is not null and q.deleted_at is null
                union
                select q.id, q.parent_id
                from keeping k join quotas q on q.tenant_id = ?1 and q.id = k.parent_id
            ), expected as materialized (
                select c.quota_id, c.reserved, c.active, c.consumed, c.usage, c.consumed_below, c.set_aside,
                       coalesce(o.reserved, 0) as x_reserved, coalesce(o.active, 0) as x_active,
                       coalesce(o.consumed, 0) as x_consumed, coalesce(b.usage, 0) as x_usage,
                       coalesce(b.consumed_below, 0) as x_consumed_below
                from quota_counters c
                left join own o on o.quota_id = c.quota_id
                left join below b on b.at_id = c.quota_id
                where c.tenant_id = ?1
            )
            select e.*, q.parent_id, coalesce(q.limit_override, q.limit_value), q.overcommit_ratio, q.lending_limit
            from expected e
            join keeping k on k.id = e.quota_id
            join quotas q on q.tenant_id = ?1 and q.id = e.quota_id
            union all
            (select e.*, cast(null as uuid), cast(0 as numeric), cast(1 as numeric), cast(null as numeric)
            from expected e
            where not exists (select from keeping k where k.id = e.quota_id)
              and (e.reserved, e.active, e.consumed, e.usage, e.consumed_below, e.set_aside)
                  <> (e.x_reserved, e.x_active, e.x_consumed, e.x_usage, e.x_consumed_below, 0)
            order by e.quota_id
            limit ?2)
            """;

    @PersistenceContext
    private EntityManager entities;

    /** A counter that does not say what the allocations say. */
    public record Difference(UUID quotaId, String counter, Amount counted, Amount recomputed) {}

    public long quotas(TenantId tenant) {
        Object count = entities.createNativeQuery("select count(*) from quota_counters where tenant_id = ?1")
                .setParameter(1, tenant.value())
                .getSingleResult();
        return ((Number) count).longValue();
    }

    /** Reads whole tables, and within its transaction only lets the database plan for that. */
    public List<Difference> differences(TenantId tenant) {
        entities.createNativeQuery("""
                        select set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
                               set_config('enable_mergejoin', 'on', true), set_config('plan_cache_mode', 'auto', true)
                        """).getResultList();
        List<?> rows = entities.createNativeQuery(DIFFERENCES)
                .setParameter(1, tenant.value())
                .setParameter(2, MAX_DIFFERENCES)
                .getResultList();
        Map<UUID, Amount> setAside = SettingAside.amounts(
                rows.stream().map(row -> part((Object[]) row)).toList());
        List<Difference> differences = new ArrayList<>();
        rows.forEach(row -> compare((Object[]) row, setAside, differences));
        return differences.subList(0, Math.min(differences.size(), MAX_DIFFERENCES));
    }

    /** What is set aside follows from what is used below, as that was recomputed, and from limits. */
    private static SettingAside.Part part(Object[] row) {
        Limits limits = new Limits(
                Sql.amount(row[LIMITS + 1]),
                (BigDecimal) row[LIMITS + 2],
                null,
                null,
                Limits.DEFAULT_BURST_SECONDS,
                null,
                Sql.amountOrNull(row[LIMITS + 3]));
        return new SettingAside.Part(
                Sql.uuid(row[0]), Sql.uuidOrNull(row[LIMITS]), limits, Sql.amount(row[RECOMPUTED + USAGE]));
    }

    private static void compare(Object[] row, Map<UUID, Amount> setAside, List<Difference> differences) {
        UUID quotaId = Sql.uuid(row[0]);
        for (int i = 0; i < COUNTERS.length; i++) {
            Amount counted = Sql.amount(row[1 + i]);
            Amount recomputed =
                    i == SET_ASIDE ? setAside.getOrDefault(quotaId, Amount.ZERO) : Sql.amount(row[RECOMPUTED + i]);
            if (!counted.equals(recomputed)) {
                differences.add(new Difference(quotaId, COUNTERS[i], counted, recomputed));
            }
        }
    }
}
