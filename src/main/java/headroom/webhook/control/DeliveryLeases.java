package headroom.webhook.control;

import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.platform.Sql;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.rule.WebhookUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Which server makes which delivery: the one that leased it, so that no transaction stays open while it is made. */
@ApplicationScoped
public class DeliveryLeases {
    /** Deliveries of one webhook, and to one target, that are under way at once on one server. */
    public static final int EACH = 4;

    /** Twice what an attempt takes at most, so that nobody loses one that he is about to settle. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** And of all webhooks of one tenant: a quarter of what a server has under way. */
    public static final int EACH_TENANT = 8;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Leases deliveries that are due: of each webhook the few that waited longest, and of each tenant a few, so that a long queue
     * keeps nobody else waiting, nor do receivers that take their time.
     *
     * @param busyWebhooks webhooks that are passed over
     * @param busyTenants tenants all of whose webhooks are
     * @param limit of all
     */
    public List<DueDelivery> take(Collection<UUID> busyWebhooks, Collection<TenantId> busyTenants, int limit) {
        UUID lease = Ids.next();
        List<?> rows = entities.createNativeQuery("""
                        update webhook_deliveries d
                        set lease_id = cast(?1 as uuid), leased_until = clock_timestamp() + make_interval(secs => ?2)
                        from webhooks w
                        where w.tenant_id = d.tenant_id and w.id = d.webhook_id and (d.tenant_id, d.id) in (
                            select p.tenant_id, p.id from webhook_deliveries p join (
                                select due.tenant_id, due.id,
                                       row_number() over (partition by due.tenant_id order by due.due_at, due.id) as place
                                from webhooks e cross join lateral (
                                    select c.tenant_id, c.id, c.due_at from webhook_deliveries c
                                    where c.tenant_id = e.tenant_id and c.webhook_id = e.id
                                      and c.state = 'pending' and c.due_at <= clock_timestamp()
                                      and (c.lease_id is null or c.leased_until < clock_timestamp())
                                    order by c.due_at limit ?5) due
                                where e.enabled and e.id <> all (cast(?3 as uuid[]))
                                  and e.tenant_id <> all (cast(?4 as text[]))
                            ) ranked on ranked.tenant_id = p.tenant_id and ranked.id = p.id
                            where ranked.place <= ?6 and p.state = 'pending'
                              and (p.lease_id is null or p.leased_until < clock_timestamp())
                            order by p.due_at limit ?7 for update of p skip locked)
                        returning d.tenant_id, d.id, d.webhook_id, d.message_id, d.event_type, d.body, d.attempts,
                                  d.created_at, w.url, w.secret
                        """)
                .setParameter(1, lease.toString())
                .setParameter(2, LEASE.toSeconds())
                .setParameter(3, Sql.array(busyWebhooks))
                .setParameter(4, Sql.array(busyTenants, TenantId::value))
                .setParameter(5, EACH)
                .setParameter(6, EACH_TENANT)
                .setParameter(7, limit)
                .getResultList();
        return rows.stream().map(row -> due(lease, (Object[]) row)).toList();
    }

    private static DueDelivery due(UUID lease, Object[] column) {
        return new DueDelivery(
                new TenantId(column[0].toString()),
                Sql.uuid(column[1]),
                lease,
                Sql.uuid(column[2]),
                Sql.uuid(column[3]),
                column[4].toString(),
                column[5].toString(),
                ((Number) column[6]).intValue(),
                Sql.instant(column[7]),
                WebhookUrl.parse(column[8].toString()),
                column[9].toString());
    }
}
