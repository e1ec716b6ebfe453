package headroom.authority.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.platform.ServerClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Failed attempts of clients to prove themselves by a secret, by source address and by client id from that address. After some
 * failures nobody is heard there for a while, which doubles with each further one. Nobody can be shut out from elsewhere:
 * secrets have 256 bits, and what is guarded is the time that it takes to hash them. In memory, for each server alone.
 * Thread-safe.
 */
@ApplicationScoped
public class FailedAttempts {
    /** Failures that cost nothing: a typing error, a deployment with an old secret. */
    static final int FREE_FOR_CLIENT = 5;

    /** Many clients may stand behind one address. */
    static final int FREE_FOR_ADDRESS = 50;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 10;

    private static final int MAX_NAMES = 50_000;
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(MAX_NAMES)
            .expireAfterWrite(FORGOTTEN)
            .build();

    @Inject
    private ServerClock clock;

    private record Failures(int count, Instant heardFrom) {}

    /** How long nobody is heard under this client id or from this address; empty where he is. */
    public Optional<Duration> pause(String clientId, String address) {
        Instant now = clock.now();
        Instant client = heardFrom(name(clientId, address), now);
        Instant source = heardFrom("address " + address, now);
        Instant later = client.isAfter(source) ? client : source;
        return later.isAfter(now) ? Optional.of(Duration.between(now, later)) : Optional.empty();
    }

    public void failed(String clientId, String address) {
        count(name(clientId, address), FREE_FOR_CLIENT);
        count("address " + address, FREE_FOR_ADDRESS);
    }

    /** Forgets the client's failures. Those of the address stay: who has one client must not guess others for it. */
    public void succeeded(String clientId, String address) {
        failures.invalidate(name(clientId, address));
    }

    private static String name(String clientId, String address) {
        return "client " + clientId + " at " + address;
    }

    private Instant heardFrom(String name, Instant now) {
        Failures known = failures.getIfPresent(name);
        return known == null ? now : known.heardFrom();
    }

    private void count(String name, int free) {
        Instant now = clock.now();
        failures.asMap().compute(name, (key, known) -> {
            int count = known == null ? 1 : known.count() + 1;
            return new Failures(count, now.plus(pauseAfter(count - free)));
        });
    }

    static Duration pauseAfter(int beyondFree) {
        if (beyondFree <= 0) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(beyondFree - 1, MAX_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
