package headroom.overload.control;

import headroom.overload.rule.LimitOptions;
import headroom.platform.ServerClock;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The limiters of this server, one for each target that it called lately, by name. What they know is forgotten at a restart. Bounded: of more
 * targets the one that was called longest ago is forgotten. Thread-safe.
 */
@ApplicationScoped
public class Limiters {
    /** Each with at most an hour of decisions, 30 KiB. */
    public static final int MAX_LIMITERS = 1_000;

    @Inject
    private ServerClock serverClock;

    @Inject
    private BackpressureHandler handler;

    private BackpressureHandler backpressure;
    private InstantSource clock;

    private final Map<Target, Named> limiters = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, Named> eldest) {
            return size() > MAX_LIMITERS;
        }
    };

    /** A limiter and what it stands before. */
    public record Named(String name, Target target, ConcurrencyLimiter limiter) {}

    /** Limiters outside of a container. */
    public static Limiters by(InstantSource clock, BackpressureHandler backpressure) {
        Limiters limiters = new Limiters();
        limiters.clock = clock;
        limiters.backpressure = backpressure;
        return limiters;
    }

    @PostConstruct
    void begin() {
        backpressure = handler;
        clock = serverClock::now;
    }

    /**
     * The limiter before a target: the same for all callers, while it is remembered. It obeys what presses back from there.
     *
     * @param maxWaiting and the options: where it begins with this call
     */
    public ConcurrencyLimiter before(Target target, LimitOptions options, int maxWaiting) {
        synchronized (limiters) {
            return limiters.computeIfAbsent(
                            target,
                            anew -> new Named(
                                    nameOf(target),
                                    target,
                                    new ConcurrencyLimiter(
                                            options, maxWaiting, clock, limit -> backpressure.allowed(target, limit))))
                    .limiter();
        }
    }

    /** Up to so many of them in the order of their names, from after this one. */
    public List<Named> page(String after, int size) {
        synchronized (limiters) {
            return limiters.values().stream()
                    .filter(limiter -> limiter.name().compareTo(after) > 0)
                    .sorted(Comparator.comparing(Named::name))
                    .limit(size)
                    .toList();
        }
    }

    /** The one of a name. */
    public Optional<Named> named(String name) {
        synchronized (limiters) {
            // Not as an access: to be looked at keeps nobody in memory.
            return limiters.values().stream()
                    .filter(limiter -> limiter.name().equals(name))
                    .findFirst();
        }
    }

    /** Fit for a path, and the same as long as the target is. To be shown: two may have the same, where somebody has tried long enough. */
    private static String nameOf(Target target) {
        String whole = target.tenant() + " " + target.name();
        return target.kind().replace('_', '-') + "-"
                + UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(24);
    }
}
