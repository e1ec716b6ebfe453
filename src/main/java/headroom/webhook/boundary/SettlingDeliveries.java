package headroom.webhook.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.platform.DatabaseClock;
import headroom.webhook.control.Deliveries;
import headroom.webhook.control.Webhooks;
import headroom.webhook.entity.Attempt;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.entity.Webhook;
import headroom.webhook.rule.DeliveryState;
import headroom.webhook.rule.RetrySchedule;
import headroom.webhook.rule.Verdict;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes down what became of a delivery that this server had leased, and gives it back. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SettlingDeliveries {
    private static final String GONE = "the receiver answered 410: it wants no more";

    @Inject
    private Deliveries deliveries;

    @Inject
    private Webhooks webhooks;

    @Inject
    private WebhookMetrics metrics;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /**
     * It was attempted.
     *
     * @param jitter of the pause before the next attempt, 0.0 to 1.0
     */
    public void attempted(DueDelivery delivery, Attempt attempt, Verdict verdict, double jitter) {
        // Before the delivery: who deletes a webhook holds it first, too.
        Optional<Webhook> gone =
                verdict == Verdict.GONE ? webhooks.lock(delivery.tenant(), delivery.webhookId()) : Optional.empty();
        Instant now = clock.now();
        Optional<Instant> next = verdict == Verdict.NOT_YET
                ? RetrySchedule.next(delivery.attempts() + 1, delivery.createdAt(), now, jitter)
                : Optional.empty();
        DeliveryState state = state(verdict, next.isPresent());
        if (!deliveries.attempted(delivery, attempt, state, next.orElse(null), now)) {
            return;
        }
        metrics.attempted(verdict);
        if (state == DeliveryState.FAILED) {
            metrics.givenUp(1);
        }
        gone.filter(Webhook::isEnabled).ifPresent(webhook -> disable(webhook, now));
    }

    /** It was not attempted, and is not to be before so long. */
    public void putBack(DueDelivery delivery, Duration pause) {
        deliveries.putBack(delivery, clock.now().plus(pause));
    }

    /** It was not attempted, and nothing of that webhook is to be before so long. */
    public void passOver(DueDelivery delivery, Duration pause) {
        Instant until = clock.now().plus(pause);
        deliveries.putBack(delivery, until);
        deliveries.passOver(delivery, until);
    }

    private static DeliveryState state(Verdict verdict, boolean again) {
        return switch (verdict) {
            case DELIVERED -> DeliveryState.DELIVERED;
            case GONE -> DeliveryState.FAILED;
            case NOT_YET -> again ? DeliveryState.PENDING : DeliveryState.FAILED;
        };
    }

    private void disable(Webhook webhook, Instant now) {
        Webhook disabled = webhook.changed(webhook.url(), webhook.events(), GONE, now);
        webhooks.change(disabled, null);
        audit.record(
                webhook.tenant(),
                AuditEvent.of("webhook.disable", "webhook", webhook.id())
                        .before(WebhookView.of(webhook))
                        .after(WebhookView.of(disabled)));
    }
}
