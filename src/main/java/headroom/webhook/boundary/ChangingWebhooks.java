package headroom.webhook.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.http.ExpectedVersion;
import headroom.webhook.control.WebhookSecrets;
import headroom.webhook.control.Webhooks;
import headroom.webhook.entity.Webhook;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes webhooks, and ends them. */
@Stateless
public class ChangingWebhooks {
    /** Why a webhook hears nothing that its owner has disabled. */
    static final String BY_ITS_OWNER = "disabled by its owner";

    @Inject
    private Webhooks webhooks;

    @Inject
    private WebhookSecrets secrets;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /**
     * Changes what is said.
     *
     * @param secret the new one; null for none
     * @param enabled whether it hears events; null where it stays
     */
    public Outcome<WebhookView> change(
            TenantId tenant,
            UUID id,
            ExpectedVersion expected,
            WebhookFields fields,
            @Nullable String secret,
            @Nullable Boolean enabled) {
        return held(tenant, id, expected).map(webhook -> {
            Webhook changed = webhook.changed(
                    fields.url().orElse(webhook.url()),
                    fields.events().isEmpty() ? webhook.events() : fields.events(),
                    why(webhook, enabled),
                    clock.now());
            webhooks.change(changed, secret == null ? null : secrets.seal(tenant, id, secret));
            AuditEvent event = AuditEvent.of("webhook.change", "webhook", id)
                    .before(WebhookView.of(webhook))
                    .after(WebhookView.of(changed))
                    .why(AuditTrail.purpose(Scope.QUOTA));
            audit.record(tenant, secret == null ? event : event.with("secret", "replaced"));
            return WebhookView.of(changed);
        });
    }

    /** Deletes a webhook, and with it what waits for it and the log of its deliveries. */
    public Outcome<UUID> delete(TenantId tenant, UUID id, ExpectedVersion expected) {
        return held(tenant, id, expected).map(webhook -> {
            webhooks.delete(webhook);
            audit.record(
                    tenant,
                    AuditEvent.of("webhook.delete", "webhook", id)
                            .before(WebhookView.of(webhook))
                            .why(AuditTrail.purpose(Scope.QUOTA)));
            return id;
        });
    }

    private Outcome<Webhook> held(TenantId tenant, UUID id, ExpectedVersion expected) {
        Webhook webhook = webhooks.lock(tenant, id).orElse(null);
        if (webhook == null) {
            return Outcome.refused(WebhookRefusals.noWebhook(id));
        }
        return expected.isMetBy(webhook.version())
                ? Outcome.done(webhook)
                : Outcome.refused(ExpectedVersion.stale(webhook.version()));
    }

    private static @Nullable String why(Webhook webhook, @Nullable Boolean enabled) {
        if (enabled == null) {
            return webhook.disabledWhy();
        }
        if (enabled) {
            return null;
        }
        String before = webhook.disabledWhy();
        return before == null ? BY_ITS_OWNER : before;
    }
}
