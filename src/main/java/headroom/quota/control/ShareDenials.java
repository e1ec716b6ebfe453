package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.platform.Sql;
import headroom.quota.control.ShareDemands.Sharer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the servers have denied for nothing but lack of share, as each tells it. */
@ApplicationScoped
public class ShareDenials {
    private final String instance = Ids.next().toString();
    private final AtomicBoolean told = new AtomicBoolean(true);

    @PersistenceContext
    private EntityManager entities;

    /** Replaces what this server has told before; only what members of pools lack is kept. */
    public void tell(Map<Sharer, Amount> sums) {
        if (!sums.isEmpty()) {
            entities.createNativeQuery("""
                            insert into share_denials (tenant_id, resource_type, instance, amount, told_at)
                            select n.tenant_id, n.resource_type, cast(?1 as uuid), n.amount, clock_timestamp()
                            from unnest(cast(?2 as text[]), cast(?3 as text[]), cast(?4 as numeric[]))
                                as n (tenant_id, resource_type, amount)
                            join tenant_shares s using (tenant_id, resource_type)
                            on conflict (tenant_id, resource_type, instance)
                                do update set amount = excluded.amount, told_at = excluded.told_at
                            """)
                    .setParameter(1, instance)
                    .setParameter(
                            2,
                            Sql.array(sums.keySet(), sharer -> sharer.tenant().value()))
                    .setParameter(3, Sql.array(sums.keySet(), Sharer::resourceType))
                    .setParameter(4, Sql.array(sums.keySet(), sums::get))
                    .executeUpdate();
        }
        if (!sums.isEmpty() || told.get()) {
            clear(sums.keySet());
        }
        told.set(!sums.isEmpty());
    }

    /** Deletes what this server told of others than these, and what servers told that are gone. */
    private void clear(Collection<Sharer> but) {
        entities.createNativeQuery("""
                        delete from share_denials d
                        where d.told_at < clock_timestamp() - make_interval(secs => ?1)
                           or d.instance = cast(?2 as uuid) and not exists (
                                select 1 from unnest(cast(?3 as text[]), cast(?4 as text[])) as n (tenant_id, resource_type)
                                where n.tenant_id = d.tenant_id and n.resource_type = d.resource_type)
                        """)
                .setParameter(1, (double) ShareDemands.COUNTED.toSeconds())
                .setParameter(2, instance)
                .setParameter(3, Sql.array(but, sharer -> sharer.tenant().value()))
                .setParameter(4, Sql.array(but, Sharer::resourceType))
                .executeUpdate();
    }

    /** What each of these was denied, on all servers. */
    public Map<TenantId, Amount> sums(String resourceType, Collection<TenantId> tenants) {
        List<?> rows = entities.createNativeQuery("""
                        select tenant_id, sum(amount) from share_denials
                        where resource_type = ?1 and tenant_id = any (cast(?2 as text[]))
                          and told_at > clock_timestamp() - make_interval(secs => ?3)
                        group by tenant_id
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .setParameter(3, (double) ShareDemands.COUNTED.toSeconds())
                .getResultList();
        Map<TenantId, Amount> sums = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            sums.put(new TenantId(column[0].toString()), Sql.amount(column[1]));
        }
        return sums;
    }

    /** Deletes what was told of these. */
    public void forget(String resourceType, Collection<TenantId> tenants) {
        entities.createNativeQuery(
                        "delete from share_denials where resource_type = ?1 and tenant_id = any (cast(?2 as text[]))")
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .executeUpdate();
    }
}
