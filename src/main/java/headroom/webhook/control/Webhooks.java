package headroom.webhook.control;

import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import headroom.webhook.entity.Webhook;
import headroom.webhook.rule.EventPattern;
import headroom.webhook.rule.WebhookUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The webhooks. */
@ApplicationScoped
public class Webhooks {
    private static final String COLUMNS =
            "select tenant_id, id, url, events, disabled_why, created_at, updated_at, version from webhooks";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /** How many the tenant has, which stays so until the transaction ends. */
    public int holdAndCount(TenantId tenant) {
        locks.hold("webhooks of " + tenant.value());
        Object count = entities.createNativeQuery("select count(*) from webhooks where tenant_id = ?1")
                .setParameter(1, tenant.value())
                .getSingleResult();
        return ((Number) count).intValue();
    }

    public Optional<Webhook> find(TenantId tenant, UUID id) {
        return one(tenant, id, "");
    }

    /** The webhook, held against every other change of it until the transaction ends. */
    public Optional<Webhook> lock(TenantId tenant, UUID id) {
        return one(tenant, id, " for update");
    }

    private Optional<Webhook> one(TenantId tenant, UUID id, String locking) {
        List<?> rows = entities.createNativeQuery(COLUMNS + " where tenant_id = ?1 and id = cast(?2 as uuid)" + locking)
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString())
                .getResultList();
        return rows.stream().map(row -> webhook((Object[]) row)).findFirst();
    }

    /** The tenant's webhooks behind this one, in the order in which they were registered. */
    public List<Webhook> page(TenantId tenant, Optional<UUID> after, int limit) {
        List<?> rows = entities.createNativeQuery(
                        COLUMNS + " where tenant_id = ?1 and id > cast(?2 as uuid) order by id limit ?3")
                .setParameter(1, tenant.value())
                .setParameter(2, after.orElse(new UUID(0, 0)).toString())
                .setParameter(3, limit)
                .getResultList();
        return rows.stream().map(row -> webhook((Object[]) row)).toList();
    }

    public void add(Webhook webhook, String sealedSecret) {
        entities.createNativeQuery("""
                        insert into webhooks (tenant_id, id, url, events, secret, enabled, disabled_why, created_at, updated_at)
                        values (?1, cast(?2 as uuid), ?3, ?4, ?5, ?6, cast(?7 as text), cast(?8 as timestamptz),
                                cast(?8 as timestamptz))
                        """)
                .setParameter(1, webhook.tenant().value())
                .setParameter(2, webhook.id().toString())
                .setParameter(3, webhook.url().toString())
                .setParameter(4, words(webhook))
                .setParameter(5, sealedSecret)
                .setParameter(6, webhook.isEnabled())
                .setParameter(7, webhook.disabledWhy())
                .setParameter(8, webhook.createdAt().toString())
                .executeUpdate();
    }

    /**
     * Writes what a {@linkplain #lock locked} one has become.
     *
     * @param sealedSecret a new one; the old one stays where it is null
     */
    public void change(Webhook webhook, @Nullable String sealedSecret) {
        entities.createNativeQuery("""
                        update webhooks set url = ?3, events = ?4, secret = coalesce(cast(?5 as text), secret),
                            enabled = ?6, disabled_why = cast(?7 as text), updated_at = cast(?8 as timestamptz), version = ?9
                        where tenant_id = ?1 and id = cast(?2 as uuid)
                        """)
                .setParameter(1, webhook.tenant().value())
                .setParameter(2, webhook.id().toString())
                .setParameter(3, webhook.url().toString())
                .setParameter(4, words(webhook))
                .setParameter(5, sealedSecret)
                .setParameter(6, webhook.isEnabled())
                .setParameter(7, webhook.disabledWhy())
                .setParameter(8, webhook.updatedAt().toString())
                .setParameter(9, webhook.version())
                .executeUpdate();
    }

    /** Deletes a webhook, and the log of its deliveries with it. */
    public void delete(Webhook webhook) {
        entities.createNativeQuery("delete from webhooks where tenant_id = ?1 and id = cast(?2 as uuid)")
                .setParameter(1, webhook.tenant().value())
                .setParameter(2, webhook.id().toString())
                .executeUpdate();
    }

    private static Webhook webhook(Object[] column) {
        return new Webhook(
                new TenantId(column[0].toString()),
                Sql.uuid(column[1]),
                WebhookUrl.parse(column[2].toString()),
                Arrays.stream(column[3].toString().split(" "))
                        .map(EventPattern::new)
                        .toList(),
                column[4] == null ? null : column[4].toString(),
                Sql.instant(column[5]),
                Sql.instant(column[6]),
                ((Number) column[7]).longValue());
    }

    private static String words(Webhook webhook) {
        return webhook.events().stream().map(EventPattern::text).collect(Collectors.joining(" "));
    }
}
