package headroom.alert.control;

import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is the case and was told, so that it is told once; quotas keep their own in their counters. */
@ApplicationScoped
public class Conditions {
    @PersistenceContext
    private EntityManager entities;

    /** A condition whose time is over. */
    public record Over(TenantId tenant, String key) {}

    /**
     * It is the case now; one that was is brought up to date.
     *
     * @param endsAt when it ends by itself; null where it does not
     */
    public void begin(TenantId tenant, String key, Instant at, @Nullable Instant endsAt) {
        entities.createNativeQuery("""
                        insert into alert_conditions (tenant_id, alert_key, raised_at, ends_at)
                        values (?1, ?2, cast(?3 as timestamptz), cast(nullif(?4, '') as timestamptz))
                        on conflict (tenant_id, alert_key) do update set ends_at = excluded.ends_at
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .setParameter(3, at.toString())
                .setParameter(4, endsAt == null ? "" : endsAt.toString())
                .executeUpdate();
    }

    /** It is not the case; false where it was not before. */
    public boolean end(TenantId tenant, String key) {
        return entities.createNativeQuery("delete from alert_conditions where tenant_id = ?1 and alert_key = ?2")
                        .setParameter(1, tenant.value())
                        .setParameter(2, key)
                        .executeUpdate()
                == 1;
    }

    /** Ends those whose time is over, of all tenants; each once in the cluster. */
    public List<Over> endOver(int limit) {
        List<?> rows = entities.createNativeQuery("""
                        delete from alert_conditions c
                        using (select tenant_id, alert_key from alert_conditions where ends_at <= clock_timestamp()
                               order by ends_at limit ?1 for update skip locked) o
                        where c.tenant_id = o.tenant_id and c.alert_key = o.alert_key
                        returning c.tenant_id, c.alert_key
                        """).setParameter(1, limit).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Over(new TenantId(row[0].toString()), row[1].toString()))
                .toList();
    }
}
