package headroom.quota.control;

import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;

/** What this server tells of its lanes, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class LaneMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Histogram batchSize;
    private Histogram queueWait;
    private Histogram transactionSeconds;
    private Counter reloads;
    private Counter splits;
    private Counter throttled;

    @PostConstruct
    void declare() {
        batchSize = Histogram.builder()
                .name("headroom_lane_batch_size")
                .help("Requests that one transaction decided.")
                .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
                .classicOnly()
                .register(metrics.registry());
        queueWait = Histogram.builder()
                .name("headroom_lane_wait_seconds")
                .help("From a request's arrival at its lane to the beginning of its transaction.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.0001, .0002, .0005, .001, .002, .005, .01, .02, .05, .1, .5, 1, 5)
                .classicOnly()
                .register(metrics.registry());
        transactionSeconds = Histogram.builder()
                .name("headroom_lane_transaction_seconds")
                .help("What one transaction of a lane took, its commit included.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 5)
                .classicOnly()
                .register(metrics.registry());
        reloads = counter("headroom_lane_reloads_total", "Transactions that found their tree changed by another.");
        splits = counter(
                "headroom_lane_splits_total", "Batches that failed for a reason of one request and were split.");
        throttled = counter("headroom_throttled_total", "Requests that were refused because too many wait.");
    }

    private Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).register(metrics.registry());
    }

    /** Shows how many lanes there are, how many callers wait, and how many quotas are kept in memory. */
    void watch(IntSupplier lanes, IntSupplier waiting, IntSupplier kept) {
        metrics.gauge("headroom_lanes", "Trees that this server has a lane for.", lanes);
        metrics.gauge("headroom_lane_waiting", "Requests that wait at lanes or are being decided.", waiting);
        metrics.gauge("headroom_lane_kept_quotas", "Quotas that lanes keep in memory between transactions.", kept);
    }

    void waited(double seconds) {
        queueWait.observe(seconds);
    }

    void decided(Batch batch, double seconds) {
        batchSize.observe(batch.postings().size());
        transactionSeconds.observe(seconds);
        if (batch.wasReloaded()) {
            reloads.inc();
        }
    }

    void split() {
        splits.inc();
    }

    void throttled() {
        throttled.inc();
    }
}
