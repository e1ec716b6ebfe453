package headroom.guard.control;

import headroom.breaker.rule.Transition;
import headroom.guard.rule.GuardOptions;
import headroom.kernel.TenantId;
import headroom.overload.control.BackpressureHandler;
import headroom.overload.control.Limiters;
import headroom.overload.control.Target;
import headroom.platform.Log;
import headroom.platform.MetricsRegistry;
import headroom.platform.ServerClock;
import headroom.platform.Stopwatch;
import headroom.platform.downstream.Call;
import headroom.platform.downstream.Downstream;
import headroom.platform.downstream.Ended;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The guards of this server, one for each target that it called lately. What they know is forgotten at a restart: each server
 * finds out for itself whom it cannot reach. Thread-safe.
 */
@ApplicationScoped
@ContextServiceDefinition(
        name = Guards.CONTEXT,
        propagated = ContextServiceDefinition.APPLICATION,
        cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(name = Guards.EXECUTOR, context = Guards.CONTEXT, maxAsync = Guards.MAX_CALLS)
public class Guards implements Downstream {
    /** Targets that are remembered; of more, the one that was called longest ago is forgotten, and begins anew. */
    static final int MAX_TARGETS = 1_000;

    /** Calls under way at once, of all targets together. */
    static final int MAX_CALLS = 64;

    static final String CONTEXT = "java:app/concurrent/guard-context";
    static final String EXECUTOR = "java:app/concurrent/guard";

    /** For who does not know of guards: few threads, and those not for long. */
    static final GuardOptions USUAL = GuardOptions.fixed(
            4,
            8,
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            GuardOptions.sparing(Duration.ofSeconds(5), Duration.ofSeconds(30)));

    private static final Log LOG = Log.of(Guards.class);

    @Resource(lookup = EXECUTOR)
    private ManagedExecutorService managed;

    @Inject
    private ServerClock serverClock;

    @Inject
    private MetricsRegistry registry;

    @Inject
    private Limiters serverLimiters;

    @Inject
    private BackpressureHandler serverBackpressure;

    private Limiters limiters;
    private BackpressureHandler backpressure;
    private Executor executor;
    private InstantSource clock;
    private GuardMetrics metrics;

    private final Map<Target, Guard> guards = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, Guard> eldest) {
            return size() > MAX_TARGETS;
        }
    };

    /** Guards outside of a container, on an executor that the caller ends. */
    public static Guards on(Executor executor, InstantSource clock, PrometheusRegistry registry) {
        Guards guards = new Guards();
        guards.backpressure = BackpressureHandler.by(clock, () -> 1);
        guards.limiters = Limiters.by(clock, guards.backpressure);
        guards.begin(executor, clock, registry);
        return guards;
    }

    @PostConstruct
    void begin() {
        limiters = serverLimiters;
        backpressure = serverBackpressure;
        begin(managed, serverClock::now, registry.registry());
    }

    private void begin(Executor anExecutor, InstantSource aClock, PrometheusRegistry aRegistry) {
        executor = anExecutor;
        clock = aClock;
        metrics = new GuardMetrics(aRegistry);
    }

    /**
     * The guard before a target: the same for all callers, while it is remembered.
     *
     * @param target what kind of service it is, one of few words, for the metrics; for whom; and its name
     * @param options of the guard, where it begins with this call
     */
    Guard before(Target target, GuardOptions options) {
        synchronized (guards) {
            return guards.computeIfAbsent(
                    target,
                    anew -> new Guard(
                            options,
                            target,
                            limiters,
                            backpressure,
                            executor,
                            clock,
                            transition -> moved(target, transition)));
        }
    }

    private void moved(Target target, Transition transition) {
        metrics.moved(target.kind(), transition);
        LOG.info(
                "the breaker before a service moved",
                Map.of(
                        "kind",
                        target.kind(),
                        "target",
                        target.name(),
                        "state",
                        transition.to().state(),
                        "cause",
                        transition.cause()));
    }

    /** The same as asking the target's guard, and counted. */
    public <T> Ended<T> call(String kind, String name, GuardOptions options, Call<T> call) {
        Stopwatch watch = Stopwatch.start();
        Target target = new Target(kind, call.tenant().map(TenantId::value).orElse(""), name);
        return metrics.count(kind, watch, before(target, options).call(call));
    }

    @Override
    public <T> Ended<T> call(String kind, String target, Call<T> call) {
        return call(kind, target, USUAL, call);
    }

    /** How many targets are remembered. */
    int remembered() {
        synchronized (guards) {
            return guards.size();
        }
    }
}
