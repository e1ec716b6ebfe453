package headroom.guard.control;

import headroom.breaker.rule.Transition;
import headroom.kernel.Constants;
import headroom.platform.Stopwatch;
import headroom.platform.downstream.Ended;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

/** What is counted of guarded calls: by kind and never by target, of which there may be any number. Thread-safe. */
final class GuardMetrics {
    private final Counter calls;
    private final Histogram seconds;
    private final Counter transitions;

    GuardMetrics(PrometheusRegistry registry) {
        calls = Counter.builder()
                .name("headroom_guard_calls_total")
                .help("Calls of services that others run, by their kind and how they ended.")
                .labelNames("kind", "result")
                .register(registry);
        seconds = Histogram.builder()
                .name("headroom_guard_call_seconds")
                .help("What such a call took, with the wait for its turn; refused ones too.")
                .unit(Unit.SECONDS)
                .labelNames("kind")
                .classicOnly()
                .register(registry);
        transitions = Counter.builder()
                .name("headroom_guard_transitions_total")
                .help("Moves of the breakers before such services, by their kind and the new state.")
                .labelNames("kind", "state")
                .register(registry);
    }

    <T> Ended<T> count(String kind, Stopwatch watch, Ended<T> ended) {
        String result =
                ended.fold(value -> "answered", failed -> "failed", refused -> Constants.written(refused.why()));
        calls.labelValues(kind, result).inc();
        seconds.labelValues(kind).observe(watch.seconds());
        return ended;
    }

    void moved(String kind, Transition transition) {
        transitions
                .labelValues(kind, Constants.written(transition.to().state()))
                .inc();
    }
}
