package headroom.throttle.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Outcome;
import headroom.platform.MetricsRegistry;
import headroom.throttle.control.EndingPermit.Ended;
import headroom.throttle.control.Judged;
import headroom.throttle.entity.Permit.Ending;
import headroom.throttle.rule.End;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What this server tells of permits, by the names in docs/operating.md. Thread-safe. */
@ApplicationScoped
public class ThrottleMetrics {
    @Inject
    private MetricsRegistry metrics;

    private Counter asked;
    private Counter throttled;
    private Counter shadowed;
    private Counter ended;

    @PostConstruct
    void declare() {
        asked = Counter.builder()
                .name("headroom_permits_total")
                .help("Permits asked for, by the answer.")
                .labelNames("result")
                .register(metrics.registry());
        throttled = Counter.builder()
                .name("headroom_permits_throttled_total")
                .help("Permits that a throttle refused, by the kind of limit.")
                .labelNames("limit")
                .register(metrics.registry());
        shadowed = Counter.builder()
                .name("headroom_permits_shadowed_total")
                .help("Refusals that throttles in shadow mode would have made.")
                .register(metrics.registry());
        ended = Counter.builder()
                .name("headroom_permits_ended_total")
                .help("Permits that this server ended, by how.")
                .labelNames("outcome")
                .register(metrics.registry());
    }

    void asked(Outcome<Judged> outcome) {
        asked.labelValues(outcome.<String>fold(
                        this::result, refusal -> refusal.kind().wireName()))
                .inc();
    }

    private String result(Judged judged) {
        shadowed.inc(judged.verdict().shadowed().size());
        return judged.verdict()
                .fold(
                        granted -> "granted",
                        refused -> {
                            throttled
                                    .labelValues(
                                            Constants.written(refused.binding().kind()))
                                    .inc();
                            return "throttled";
                        },
                        impossible -> "impossible");
    }

    void ended(Outcome<Ended> outcome) {
        outcome.map(one -> {
            Ending ending = one.permit().ending();
            if (one.now() && ending != null) {
                ended.labelValues(Constants.written(ending.end())).inc();
            }
            return one;
        });
    }

    void expired(int permits) {
        ended.labelValues(Constants.written(End.EXPIRED)).inc(permits);
    }
}
