package headroom.alert.control;

import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is the case and was told, so that it is told once; quotas keep their own in their counters. */
@ApplicationScoped
public class Conditions {
    @PersistenceContext
    private EntityManager entities;

    /** A condition of a tenant. */
    public record Condition(TenantId tenant, String key) {}

    /**
     * It is the case now; one that was is brought up to date.
     *
     * @param endsAt when it ends by itself; null where it does not
     * @return whether it was not before
     */
    public boolean begin(TenantId tenant, String key, Instant at, @Nullable Instant endsAt) {
        return Boolean.TRUE.equals(entities.createNativeQuery("""
                        insert into alert_conditions (tenant_id, alert_key, raised_at, ends_at)
                        values (?1, ?2, cast(?3 as timestamptz), cast(nullif(?4, '') as timestamptz))
                        on conflict (tenant_id, alert_key) do update set ends_at = excluded.ends_at
                        returning xmax = 0
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .setParameter(3, at.toString())
                .setParameter(4, endsAt == null ? "" : endsAt.toString())
                .getSingleResult());
    }

    /** It is not the case; false where it was not before. */
    public boolean end(TenantId tenant, String key) {
        return entities.createNativeQuery("delete from alert_conditions where tenant_id = ?1 and alert_key = ?2")
                        .setParameter(1, tenant.value())
                        .setParameter(2, key)
                        .executeUpdate()
                == 1;
    }

    /** Those of all tenants whose key is like this, as SQL has it. */
    public List<Condition> like(String pattern) {
        return conditions(
                entities.createNativeQuery("select tenant_id, alert_key from alert_conditions where alert_key like ?1")
                        .setParameter(1, pattern));
    }

    /** Ends those whose time is over, of all tenants; each once in the cluster. */
    public List<Condition> endOver(int limit) {
        return conditions(entities.createNativeQuery("""
                        delete from alert_conditions c
                        using (select tenant_id, alert_key from alert_conditions where ends_at <= clock_timestamp()
                               order by ends_at limit ?1 for update skip locked) o
                        where c.tenant_id = o.tenant_id and c.alert_key = o.alert_key
                        returning c.tenant_id, c.alert_key
                        """).setParameter(1, limit));
    }

    private static List<Condition> conditions(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Condition(new TenantId(row[0].toString()), row[1].toString()))
                .toList();
    }
}
