package headroom.overload.boundary;

import headroom.kernel.Constants;
import headroom.overload.control.LoadShedder;
import headroom.overload.control.Serving;
import headroom.overload.rule.Load;
import headroom.overload.rule.RequestClass;
import headroom.platform.MetricsRegistry;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.function.ToLongFunction;

/** What this server tells of its load, by the names in docs/operating.md; asked of the shedder when somebody looks. Thread-safe. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class OverloadMetrics {
    @Inject
    private MetricsRegistry metrics;

    @Inject
    private Serving serving;

    /** At the start: a setting that is wrong is told then. */
    @PostConstruct
    void declare() {
        GaugeWithCallback.builder()
                .name("headroom_load")
                .help("How loaded the server is, by the part; 1 is all that it should bear.")
                .labelNames("part")
                .callback(callback -> {
                    Load load = serving.shedder().judged().load();
                    callback.call(load.queueWait(), "queue_wait");
                    callback.call(load.inFlight(), "in_flight");
                    callback.call(load.pool(), "pool");
                    callback.call(load.cpu(), "cpu");
                })
                .register(metrics.registry());
        GaugeWithCallback.builder()
                .name("headroom_load_state")
                .help("0 normal, 1 warning, 2 critical, 3 emergency.")
                .callback(callback ->
                        callback.call(serving.shedder().judged().state().classesCut()))
                .register(metrics.registry());
        GaugeWithCallback.builder()
                .name("headroom_requests_in_flight")
                .help("Requests under way.")
                .callback(callback -> callback.call(serving.shedder().inFlight()))
                .register(metrics.registry());
        LoadShedder shedder = serving.shedder();
        count("headroom_requests_admitted_total", "Requests that were taken up, by their class.", shedder::admitted);
        count("headroom_requests_shed_total", "Requests that were refused for the load.", shedder::shed);
    }

    private void count(String name, String help, ToLongFunction<RequestClass> counted) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("class")
                .callback(callback -> {
                    for (RequestClass requested : RequestClass.values()) {
                        callback.call((double) counted.applyAsLong(requested), Constants.written(requested));
                    }
                })
                .register(metrics.registry());
    }
}
