package headroom.webhook.boundary;

import headroom.platform.Log;
import headroom.platform.Retries;
import headroom.platform.ServerClock;
import headroom.platform.TenantWall;
import headroom.webhook.control.Sending;
import headroom.webhook.entity.DueDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes a delivery that was leased: sends it outside of any transaction, and then settles it in one. A server that dies in
 * between sends it again once the lease is over, with the same event id. Thread-safe.
 */
@ApplicationScoped
public class MakingDeliveries {
    /** As many are under way to the target as may be: it will have answered one of them soon. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Log LOG = Log.of(MakingDeliveries.class);

    @Inject
    private Sending sending;

    @Inject
    private SettlingDeliveries settling;

    @Inject
    private ServerClock clock;

    /** Never throws: what goes wrong is logged, and tried again when the lease is over. */
    void make(DueDelivery delivery) {
        TenantWall.within(delivery.tenant(), () -> {
            Retries.attempt(() -> settle(delivery, sending.send(delivery)))
                    .ifPresent(failed -> LOG.error(
                            "a delivery could not be made or settled; it is tried again",
                            Map.of("tenant", delivery.tenant(), "delivery", delivery.id()),
                            failed));
        });
    }

    private void settle(DueDelivery delivery, Sending.Sent sent) {
        Retries.call(() -> {
            if (sent instanceof Sending.Sent.Tried tried) {
                settling.attempted(
                        delivery,
                        tried.attempt(),
                        tried.verdict(),
                        ThreadLocalRandom.current().nextDouble());
            } else if (sent instanceof Sending.Sent.Spared spared) {
                settling.passOver(delivery, longer(Duration.between(clock.now(), spared.until())));
            } else {
                settling.putBack(delivery, SOON);
            }
            return delivery;
        });
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(SOON) < 0 ? SOON : pause;
    }
}
