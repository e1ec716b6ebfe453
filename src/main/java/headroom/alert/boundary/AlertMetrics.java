package headroom.alert.boundary;

import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What this server tells of alerts, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class AlertMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Counter heard;
    private Gauge deadLetters;

    @PostConstruct
    void declare() {
        heard = Counter.builder()
                .name("headroom_alerts_heard_total")
                .help("Alert messages that this server took into the list, by type; a repeated one counts once.")
                .labelNames("type")
                .register(metrics.registry());
        deadLetters = Gauge.builder()
                .name("headroom_alert_dead_letters")
                .help("Messages that no sense could be made of. Read every 5 s.")
                .register(metrics.registry());
    }

    void heard(String type) {
        heard.labelValues(type).inc();
    }

    void deadLetters(long count) {
        deadLetters.set((double) count);
    }
}
