package headroom.webhook.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.webhook.control.Deliveries;
import headroom.webhook.control.Webhooks;
import headroom.webhook.rule.DeliveryState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows webhooks, and what became of their deliveries. */
@Stateless
public class ReadingWebhooks {
    @Inject
    private Webhooks webhooks;

    @Inject
    private Deliveries deliveries;

    public Outcome<WebhookView> find(TenantId tenant, UUID id) {
        return webhooks.find(tenant, id)
                .map(webhook -> Outcome.done(WebhookView.of(webhook)))
                .orElseGet(() -> Outcome.refused(WebhookRefusals.noWebhook(id)));
    }

    /** The tenant's webhooks behind this one, the oldest first. */
    public List<WebhookView> page(TenantId tenant, Optional<UUID> after, int limit) {
        return webhooks.page(tenant, after, limit).stream().map(WebhookView::of).toList();
    }

    /** A webhook's deliveries before this one, the newest first. */
    public Outcome<List<DeliveryView>> deliveries(
            TenantId tenant, UUID id, Optional<DeliveryState> state, Optional<UUID> before, int limit) {
        return webhooks.find(tenant, id)
                .map(webhook -> Outcome.done(deliveries.page(webhook, state, before, limit).stream()
                        .map(DeliveryView::of)
                        .toList()))
                .orElseGet(() -> Outcome.refused(WebhookRefusals.noWebhook(id)));
    }
}
