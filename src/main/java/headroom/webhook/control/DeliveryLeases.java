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

    /** The longest due are looked at; those behind them are for later. */
    private static final int LOOKED_AT = 1_000;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Leases deliveries that are due, those that waited longest, but of each webhook a few only, so that one with a long queue
     * keeps nobody waiting.
     *
     * @param busy webhooks that are passed over
     * @param limit of all
     */
    public List<DueDelivery> take(Collection<UUID> busy, int limit) {
        UUID lease = Ids.next();
        List<?> rows = entities.createNativeQuery("""
                        update webhook_deliveries d
                        set lease_id = cast(?1 as uuid), leased_until = clock_timestamp() + make_interval(secs => ?2)
                        from webhooks w
                        where w.tenant_id = d.tenant_id and w.id = d.webhook_id and (d.tenant_id, d.id) in (
                            select p.tenant_id, p.id from webhook_deliveries p join (
                                select tenant_id, id, row_number() over (partition by webhook_id order by due_at, id) as place
                                from (select c.tenant_id, c.id, c.webhook_id, c.due_at
                                      from webhook_deliveries c
                                      join webhooks e on e.tenant_id = c.tenant_id and e.id = c.webhook_id and e.enabled
                                      where c.state = 'pending' and c.due_at <= clock_timestamp()
                                        and (c.lease_id is null or c.leased_until < clock_timestamp())
                                        and c.webhook_id <> all (cast(?3 as uuid[]))
                                      order by c.due_at limit ?4) due
                            ) ranked on ranked.tenant_id = p.tenant_id and ranked.id = p.id
                            where ranked.place <= ?5 and p.state = 'pending'
                              and (p.lease_id is null or p.leased_until < clock_timestamp())
                            order by p.due_at limit ?6 for update of p skip locked)
                        returning d.tenant_id, d.id, d.webhook_id, d.message_id, d.event_type, d.body, d.attempts,
                                  d.created_at, w.url, w.secret
                        """)
                .setParameter(1, lease.toString())
                .setParameter(2, LEASE.toSeconds())
                .setParameter(3, Sql.array(busy))
                .setParameter(4, LOOKED_AT)
                .setParameter(5, EACH)
                .setParameter(6, limit)
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
