package headroom.platform;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

/** Where every metric of this server is declared. */
@ApplicationScoped
public class MetricsRegistry {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @PostConstruct
    void declareJvm() {
        JvmMetrics.builder().register(registry);
    }

    public PrometheusRegistry registry() {
        return registry;
    }
}
