package headroom.webhook.boundary;

import headroom.kernel.Constants;
import headroom.platform.MetricsRegistry;
import headroom.webhook.rule.Verdict;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What is counted of deliveries. Thread-safe. */
@ApplicationScoped
public class WebhookMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Counter attempts;
    private Counter givenUp;

    @PostConstruct
    void declare() {
        attempts = Counter.builder()
                .name("headroom_webhook_attempts_total")
                .help("Attempts at deliveries, by what came of them.")
                .labelNames("result")
                .register(metrics.registry());
        givenUp = Counter.builder()
                .name("headroom_webhook_given_up_total")
                .help("Deliveries that were given up.")
                .register(metrics.registry());
    }

    void attempted(Verdict verdict) {
        attempts.labelValues(Constants.written(verdict)).inc();
    }

    void givenUp(int deliveries) {
        givenUp.inc(deliveries);
    }
}
