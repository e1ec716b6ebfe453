package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** How full quotas were, now and then, of all tenants. Enough to see where usage goes, and forgotten after a day. */
@ApplicationScoped
public class UsageSamples {
    @PersistenceContext
    private EntityManager entities;

    /**
     * A quota whose usage has risen.
     *
     * @param effectiveLimit what usage must not pass
     * @param at when the samples were taken
     * @param usages as many
     */
    public record Rising(
            TenantId tenant,
            UUID quotaId,
            EntityName name,
            Amount usage,
            Amount effectiveLimit,
            List<Instant> at,
            List<BigDecimal> usages) {}

    /**
     * Takes a sample of every live quota that uses something, or did lately: that nothing is used any more is part of where usage
     * goes. Unless the last one is younger, or another server does.
     *
     * @return whether it was taken
     */
    public boolean take(Duration every) {
        Object due = entities.createNativeQuery("""
                        select pg_try_advisory_xact_lock(hashtextextended('usage samples', 0)) and not exists (
                            select 1 from usage_samples where sampled_at > clock_timestamp() - cast(?1 as interval))
                        """)
                .setParameter(1, every.toString())
                .getSingleResult();
        if (!Boolean.TRUE.equals(due)) {
            return false;
        }
        entities.createNativeQuery("""
                                insert into usage_samples (tenant_id, quota_id, sampled_at, usage)
                                select c.tenant_id, c.quota_id, now(), c.usage
                                from quota_counters c
                                join quotas q on q.tenant_id = c.tenant_id and q.id = c.quota_id
                                where q.deleted_at is null and (c.usage > 0 or exists (
                                    select 1 from usage_samples s
                                    where s.tenant_id = c.tenant_id and s.quota_id = c.quota_id and s.usage > 0))
                                """).executeUpdate();
        return true;
    }

    /** Forgets what is older. */
    public void forget(Duration age) {
        entities.createNativeQuery(
                        "delete from usage_samples where sampled_at < clock_timestamp() - cast(?1 as interval)")
                .setParameter(1, age.toString())
                .executeUpdate();
    }

    /**
     * Live quotas whose samples rise, as a first sieve, by tenant and id.
     *
     * @param after those behind this one
     * @param samples at least so many
     */
    public List<Rising> rising(TenantId tenant, UUID after, int samples, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select s.tenant_id, s.quota_id, q.entity_type, q.entity_id, q.resource_type, c.usage,
                               trunc(coalesce(q.limit_override, q.limit_value) * q.overcommit_ratio, 4),
                               string_agg(cast(extract(epoch from s.sampled_at) as text), ',' order by s.sampled_at),
                               string_agg(cast(s.usage as text), ',' order by s.sampled_at)
                        from usage_samples s
                        join quotas q on q.tenant_id = s.tenant_id and q.id = s.quota_id
                        join quota_counters c on c.tenant_id = s.tenant_id and c.quota_id = s.quota_id
                        where (s.tenant_id, s.quota_id) > (?1, cast(?2 as uuid)) and q.deleted_at is null
                        group by 1, 2, 3, 4, 5, 6, 7
                        having count(*) >= ?3 and regr_slope(s.usage, extract(epoch from s.sampled_at)) > 0
                        order by 1, 2
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, after.toString())
                .setParameter(3, samples)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(row -> rising((Object[]) row)).toList();
    }

    private static Rising rising(Object[] row) {
        return new Rising(
                new TenantId(row[0].toString()),
                Sql.uuid(row[1]),
                new EntityName(Constants.read(EntityType.class, row[2]), row[3].toString(), row[4].toString()),
                Sql.amount(row[5]),
                Sql.amount(row[6]),
                Arrays.stream(row[7].toString().split(","))
                        .map(seconds -> Instant.ofEpochSecond(new BigDecimal(seconds).longValue()))
                        .toList(),
                Arrays.stream(row[8].toString().split(",")).map(BigDecimal::new).toList());
    }
}
