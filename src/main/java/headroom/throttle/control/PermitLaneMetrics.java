package headroom.throttle.control;

import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;

/** What this server tells of the lanes of permits, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class PermitLaneMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Histogram batchSize;
    private Histogram waitSeconds;
    private Histogram transactionSeconds;
    private Counter crowded;

    @PostConstruct
    void declare() {
        batchSize = Histogram.builder()
                .name("headroom_permit_batch_size")
                .help("Requests about permits that one transaction decided.")
                .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                .classicOnly()
                .register(metrics.registry());
        waitSeconds = Histogram.builder()
                .name("headroom_permit_wait_seconds")
                .help("From a request's arrival at its lane to the beginning of its transaction.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.0001, .0002, .0005, .001, .002, .005, .01, .02, .05, .1, .5, 1, 5)
                .classicOnly()
                .register(metrics.registry());
        transactionSeconds = Histogram.builder()
                .name("headroom_permit_transaction_seconds")
                .help("What one transaction over permits took, its commit included.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 5)
                .classicOnly()
                .register(metrics.registry());
        crowded = Counter.builder()
                .name("headroom_permit_crowded_total")
                .help("Requests about permits that were refused because too many wait.")
                .register(metrics.registry());
    }

    /** Shows how many lanes there are, and how many callers wait. */
    void watch(IntSupplier lanes, IntSupplier waiting) {
        metrics.gauge("headroom_permit_lanes", "Tenants that this server has a lane of permits for.", lanes);
        metrics.gauge("headroom_permit_waiting", "Requests about permits that wait or are being decided.", waiting);
    }

    void waited(double seconds) {
        waitSeconds.observe(seconds);
    }

    void decided(int requests, double seconds) {
        batchSize.observe(requests);
        transactionSeconds.observe(seconds);
    }

    void crowded() {
        crowded.inc();
    }
}
