package headroom.webhook.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.OwnIssuer;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.platform.json.Json;
import headroom.webhook.control.Deliveries;
import headroom.webhook.control.Webhooks;
import headroom.webhook.entity.Webhook;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Sends a webhook an event of no meaning, so that its owner sees whether it arrives. */
@Stateless
public class TestingWebhooks {
    /** The event's type. Nobody asks for it; it comes when it is asked to. */
    static final String PING = "headroom.webhook.ping";

    @Inject
    private Webhooks webhooks;

    @Inject
    private Deliveries deliveries;

    @Inject
    private AnsweringOnce answering;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /** Has a ping delivered, or says why not: the webhook is disabled. */
    public Answer ping(Call call, UUID id, Function<Outcome<DeliveryView>, Answer> answer) {
        return answering.answer(call, () -> answer.apply(ping(call.tenant(), id)));
    }

    private Outcome<DeliveryView> ping(TenantId tenant, UUID id) {
        // Held, so that it is not deleted meanwhile.
        Webhook webhook = webhooks.lock(tenant, id).orElse(null);
        if (webhook == null) {
            return Outcome.refused(WebhookRefusals.noWebhook(id));
        }
        if (!webhook.isEnabled()) {
            return Outcome.refused(WebhookRefusals.disabled());
        }
        UUID message = Ids.next();
        deliveries.add(webhook, message, PING, event(webhook, message));
        DeliveryView view = DeliveryView.of(
                deliveries.page(webhook, Optional.empty(), Optional.empty(), 1).get(0));
        audit.record(
                tenant,
                AuditEvent.of("webhook.test", "webhook", id)
                        .with("event_id", message.toString())
                        .why(AuditTrail.purpose(Scope.QUOTA)));
        return Outcome.done(view);
    }

    /** CloudEvents 1.0. */
    private String event(Webhook webhook, UUID message) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", message);
        event.put("source", OwnIssuer.url());
        event.put("type", PING);
        event.put("time", clock.now());
        event.put("datacontenttype", "application/json");
        event.put("tenant", webhook.tenant().value());
        event.put("data", Map.of("webhook_id", webhook.id()));
        return Json.write(event);
    }
}
