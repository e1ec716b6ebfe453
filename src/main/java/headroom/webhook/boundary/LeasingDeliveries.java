package headroom.webhook.boundary;

import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.webhook.control.Deliveries;
import headroom.webhook.control.DeliveryLeases;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.rule.DeliveryState;
import headroom.webhook.rule.RetrySchedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Takes deliveries that are due for this server, each for a while; and clears away those that nobody needs any more. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LeasingDeliveries {
    /** What arrived is kept for who asks whether it did. */
    static final Duration DELIVERED_KEPT = Duration.ofDays(7);

    /** What did not arrive is kept longer: somebody may have to make up for it. */
    static final Duration FAILED_KEPT = Duration.ofDays(30);

    /** More at once would hold locks too long; the rest is for the next time. */
    private static final int MAX_AT_ONCE = 5_000;

    @Inject
    private DeliveryLeases leases;

    @Inject
    private Deliveries deliveries;

    @Inject
    private WebhookMetrics metrics;

    @Inject
    private DatabaseClock clock;

    /** Some that are due, but none of these webhooks, nor of any webhook of these tenants. */
    public List<DueDelivery> lease(Collection<UUID> busyWebhooks, Collection<TenantId> busyTenants, int limit) {
        return leases.take(busyWebhooks, busyTenants, limit);
    }

    /** Gives up what could not be attempted in time, and forgets what ended long ago. */
    public void tidy() {
        Instant now = clock.now();
        metrics.givenUp(deliveries.giveUp(now.minus(RetrySchedule.GIVEN_UP), now, MAX_AT_ONCE));
        deliveries.forget(DeliveryState.DELIVERED, DELIVERED_KEPT, now, MAX_AT_ONCE);
        deliveries.forget(DeliveryState.FAILED, FAILED_KEPT, now, MAX_AT_ONCE);
    }
}
