package headroom.overload.control;

import headroom.overload.rule.Pressing;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.QueuePressure;
import headroom.overload.rule.RetryAfter;
import headroom.platform.ServerClock;
import headroom.platform.downstream.Pushback;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Who presses back on whom: services that refused our calls (429, 503), and queues of this server that are long. A value for each tenant
 * and target, {@link Pressure}; limiters obey it, callers are told. Nothing of it is stored: each server finds out for itself.
 * Bounded; thread-safe. To ask whether anything presses on a tenant costs one look into a map.
 */
@ApplicationScoped
public class BackpressureHandler {
    /** Targets that are remembered; of more the one that was heard of longest ago is forgotten. */
    static final int MAX_TARGETS = 2_000;

    private final Map<Target, Pressing> downstream = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, Pressing> eldest) {
            return size() > MAX_TARGETS;
        }
    };

    @Inject
    private ServerClock serverClock;

    private InstantSource clock;
    private DoubleSupplier random;
    private volatile Map<String, Pressure> queues = Map.of();
    private volatile Pressure service = Pressure.NONE;
    private volatile Map<String, Pressure> tenants = Map.of();

    /** A handler outside of a container. */
    public static BackpressureHandler by(InstantSource clock, DoubleSupplier random) {
        BackpressureHandler handler = new BackpressureHandler();
        handler.clock = clock;
        handler.random = random;
        return handler;
    }

    @PostConstruct
    void begin() {
        clock = serverClock::now;
        random = () -> ThreadLocalRandom.current().nextDouble();
    }

    /** A target refused a call. */
    public void refused(Target target, Pushback pushback) {
        Instant now = clock.instant();
        Optional<Duration> retryAfter = pushback.retryAfter().flatMap(text -> RetryAfter.of(text, now));
        synchronized (downstream) {
            Pressing before = downstream.getOrDefault(target, Pressing.NONE).at(now);
            downstream.put(target, before.refused(now, retryAfter, random.getAsDouble()));
        }
        retell();
    }

    /** A target answered a call, and asked for no less. Costs nothing while it does not press. */
    public void answered(Target target) {
        Instant now = clock.instant();
        boolean eased = false;
        synchronized (downstream) {
            Pressing before = downstream.get(target);
            if (before != null && before.answered(now).equals(Pressing.NONE)) {
                downstream.remove(target);
                eased = true;
            }
        }
        if (eased) {
            retell();
        }
    }

    /** Calls of a limit that may be under way to a target now. */
    public int allowed(Target target, int limit) {
        return of(target).allowed(limit, clock.instant());
    }

    /** When a target may be called again that may not be now; empty where it may be, or a probe is under way. */
    public Optional<Instant> retryAt(Target target) {
        Pressing pressing = of(target);
        return Optional.of(pressing.until())
                .filter(until -> pressing.level() == Pressure.HARD && until.isAfter(clock.instant()));
    }

    /**
     * Takes how the queues of this server stand: how hard they press on each tenant that they press on.
     *
     * @param whole on everybody
     */
    void queuesStand(Map<String, Pressure> perTenant, Pressure whole) {
        queues = Map.copyOf(perTenant);
        service = whole;
        retell();
    }

    /** What presses on a tenant hardest; cheap. */
    public Pressure on(String tenant) {
        Map<String, Pressure> told = tenants;
        return told.isEmpty()
                ? service
                : told.getOrDefault(tenant, Pressure.NONE).or(service);
    }

    /** Whether anything presses on anybody; cheaper still. */
    public boolean isAny() {
        return service != Pressure.NONE || !tenants.isEmpty();
    }

    /** All that presses on a tenant, by kind and name; nothing that does not. */
    public List<Pressed> all(String tenant) {
        Instant now = clock.instant();
        List<Pressed> found = new ArrayList<>();
        if (service != Pressure.NONE) {
            found.add(new Pressed(new Target(Target.SERVICE, tenant, "headroom"), service, null, 0));
        }
        Pressure queue = queues.get(tenant);
        if (queue != null) {
            found.add(new Pressed(new Target(Target.QUOTAS, tenant, "quotas"), queue, null, 0));
        }
        synchronized (downstream) {
            downstream.forEach((target, pressing) -> {
                Pressing felt = pressing.at(now);
                if (target.tenant().equals(tenant) && felt.level() != Pressure.NONE) {
                    found.add(new Pressed(target, felt.level(), felt.until(), felt.strikes()));
                }
            });
        }
        found.sort(Comparator.comparing((Pressed pressed) -> pressed.target().kind())
                .thenComparing(pressed -> pressed.target().name()));
        return found;
    }

    /** How hard a queue presses. */
    static Pressure ofQueue(int depth, int capacity, double waitSeconds, double targetSeconds) {
        return QueuePressure.of(depth, capacity, waitSeconds, targetSeconds);
    }

    private Pressing of(Target target) {
        synchronized (downstream) {
            Pressing pressing = downstream.get(target);
            return pressing == null ? Pressing.NONE : pressing.at(clock.instant());
        }
    }

    private void retell() {
        Instant now = clock.instant();
        Map<String, Pressure> next = new HashMap<>(queues);
        synchronized (downstream) {
            downstream.values().removeIf(pressing -> pressing.at(now).equals(Pressing.NONE));
            downstream.forEach((target, pressing) -> {
                Pressure level = pressing.at(now).level();
                if (level != Pressure.NONE && !target.tenant().isEmpty()) {
                    next.merge(target.tenant(), level, Pressure::or);
                }
            });
            tenants = Map.copyOf(next);
        }
    }
}
