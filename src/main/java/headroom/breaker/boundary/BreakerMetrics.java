package headroom.breaker.boundary;

import headroom.breaker.control.KnownBreakers;
import headroom.breaker.rule.Transition;
import headroom.kernel.Constants;
import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What this server tells of breakers, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class BreakerMetrics {
    @Inject
    private MetricsRegistry metrics;

    @Inject
    private KnownBreakers known;

    private CounterDataPoint permitted;
    private CounterDataPoint refused;
    private CounterDataPoint recorded;
    private CounterDataPoint passedOver;
    private Counter transitions;

    @PostConstruct
    void declare() {
        Counter permits = Counter.builder()
                .name("headroom_breaker_permits_total")
                .help("Permits asked for, by the answer.")
                .labelNames("result")
                .register(metrics.registry());
        permitted = permits.labelValues("permitted");
        refused = permits.labelValues("refused");
        Counter outcomes = Counter.builder()
                .name("headroom_breaker_outcomes_total")
                .help("Outcomes told, by whether they say something of the breaker as it is.")
                .labelNames("result")
                .register(metrics.registry());
        recorded = outcomes.labelValues("recorded");
        passedOver = outcomes.labelValues("passed_over");
        transitions = Counter.builder()
                .name("headroom_breaker_transitions_total")
                .help("Moves of breakers that this server stored, by their cause.")
                .labelNames("cause")
                .register(metrics.registry());
        GaugeWithCallback.builder()
                .name("headroom_breakers_known")
                .help("Breakers that this server keeps in memory.")
                .callback(callback -> callback.call((double) known.size()))
                .register(metrics.registry());
        GaugeWithCallback.builder()
                .name("headroom_breaker_database_unreachable")
                .help("1 while the database does not answer and breakers go on with what this server knows.")
                .callback(callback -> callback.call(known.isAlone() ? 1 : 0))
                .register(metrics.registry());
    }

    void permit(boolean isPermitted) {
        (isPermitted ? permitted : refused).inc();
    }

    void outcomes(long counted, long others) {
        recorded.inc(counted);
        passedOver.inc(others);
    }

    void moved(List<Transition> stored) {
        stored.forEach(transition ->
                transitions.labelValues(Constants.written(transition.cause())).inc());
    }
}
