package headroom.platform.messaging;

import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.metrics.Gauge;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** How the outbox stands, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class OutboxMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Gauge waiting;
    private Gauge refused;

    @PostConstruct
    void declare() {
        waiting = Gauge.builder()
                .name("headroom_outbox_waiting")
                .help("Messages that wait for the broker, of all servers. Read every 5 s.")
                .register(metrics.registry());
        refused = Gauge.builder()
                .name("headroom_outbox_refused")
                .help("Messages that the broker refused, of all servers. Read every 5 s.")
                .register(metrics.registry());
    }

    void set(Outbox.Counts counts) {
        waiting.set((double) counts.waiting());
        refused.set((double) counts.refused());
    }
}
