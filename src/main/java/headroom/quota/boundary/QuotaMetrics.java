package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.datapoints.Timer;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** What this server tells of its decisions, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class QuotaMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Counter admitted;
    private Counter denied;
    private Counter expired;
    private Counter ticks;
    private Histogram decisions;
    private Histogram tickSeconds;

    @PostConstruct
    void declare() {
        admitted = Counter.builder()
                .name("headroom_allocations_admitted_total")
                .help("Requests for an amount that were admitted.")
                .register(metrics.registry());
        denied = Counter.builder()
                .name("headroom_allocations_denied_total")
                .help("Requests for an amount that were refused, by the name of the problem.")
                .labelNames("reason")
                .register(metrics.registry());
        expired = Counter.builder()
                .name("headroom_allocations_expired_total")
                .help("Allocations that this server's timer ended.")
                .register(metrics.registry());
        decisions = Histogram.builder()
                .name("headroom_decision_seconds")
                .help("From a parsed request to its durable decision.")
                .unit(Unit.SECONDS)
                .classicUpperBounds(.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5)
                .classicOnly()
                .register(metrics.registry());
        ticks = Counter.builder()
                .name("headroom_timer_ticks_total")
                .help("Ticks of the timer, by how they ended.")
                .labelNames("result")
                .register(metrics.registry());
        tickSeconds = Histogram.builder()
                .name("headroom_timer_tick_seconds")
                .help("What one tick of the timer took.")
                .unit(Unit.SECONDS)
                .classicOnly()
                .register(metrics.registry());
    }

    /** Counts what became of one request for an amount. */
    public <T> Outcome<T> count(Outcome<T> outcome) {
        outcome.<Boolean>fold(
                done -> {
                    admitted.inc();
                    return true;
                },
                refusal -> {
                    denied.labelValues(refusal.kind().wireName()).inc();
                    return false;
                });
        return outcome;
    }

    void expired(int allocations) {
        expired.inc(allocations);
    }

    /** Runs a decision and notes how long it took, however it ended. */
    public <T> T timed(Supplier<T> decision) {
        Timer timer = decisions.startTimer();
        try {
            return decision.get();
        } finally {
            timer.observeDuration();
        }
    }

    Timed tick() {
        return new Timed(tickSeconds.startTimer(), ticks);
    }

    /** A tick under way; failed unless it is said to have succeeded. Not thread-safe. */
    static final class Timed implements AutoCloseable {
        private final Timer timer;
        private final Counter ticks;
        private String result = "failed";

        private Timed(Timer timer, Counter ticks) {
            this.timer = timer;
            this.ticks = ticks;
        }

        void succeeded() {
            result = "succeeded";
        }

        @Override
        public void close() {
            timer.observeDuration();
            ticks.labelValues(result).inc();
        }
    }
}
