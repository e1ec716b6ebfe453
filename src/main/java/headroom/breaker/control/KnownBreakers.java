package headroom.breaker.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.entity.ServiceKey;
import headroom.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The breakers that this server knows: those that somebody asks it for. Thread-safe. */
@ApplicationScoped
public class KnownBreakers {
    /** More are forgotten, those first that were asked for longest ago. */
    private static final int MAX_KEPT = 10_000;

    /** Nobody has asked for so long: forgotten too. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<ServiceKey, KnownBreaker> kept =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterAccess(KEPT).build();

    private final String instance = Ids.next().toString();

    private volatile boolean unreachable;

    /** The breaker, if this server knows it. */
    public Optional<KnownBreaker> find(ServiceKey key) {
        return Optional.ofNullable(kept.getIfPresent(key));
    }

    /** The breaker; read where this server does not know it. */
    public KnownBreaker get(ServiceKey key, Supplier<Known> reading) {
        KnownBreaker known = kept.getIfPresent(key);
        return known == null ? keep(key, reading.get()) : known;
    }

    private KnownBreaker keep(ServiceKey key, Known stored) {
        KnownBreaker known = kept.asMap().computeIfAbsent(key, absent -> new KnownBreaker(key, stored, instance));
        known.hear(stored);
        return known;
    }

    /** The breaker is no more. */
    public void forget(ServiceKey key) {
        kept.invalidate(key);
    }

    /** All of them, as they are now. */
    public Collection<KnownBreaker> all() {
        return List.copyOf(kept.asMap().values());
    }

    public long size() {
        return kept.estimatedSize();
    }

    /** Whether the database did not answer last, and this server goes on by itself. */
    public boolean isAlone() {
        return unreachable;
    }

    public void alone(boolean isAlone) {
        unreachable = isAlone;
    }
}
