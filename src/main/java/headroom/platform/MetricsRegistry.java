package headroom.platform;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.IntSupplier;

/** Where every metric of this server is declared. */
@ApplicationScoped
public class MetricsRegistry {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @PostConstruct
    void declareJvm() {
        JvmMetrics.builder().register(registry);
    }

    /** Declares a gauge that is read when somebody looks. */
    public void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsInt()))
                .register(registry);
    }

    public PrometheusRegistry registry() {
        return registry;
    }
}
