package headroom.breaker.boundary;

import headroom.breaker.boundary.MovingWhatIsDue.Changed;
import headroom.breaker.control.KnownBreaker;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.control.KnownBreakers;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.platform.SharedClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns what other servers have made of the breakers, and, when the database answers again, settles what was decided without it: an
 * opening that still stands becomes everybody's, anything else is given up. For one thread but for {@link #reread}.
 */
@ApplicationScoped
public class RefreshingBreakers {
    /** Breakers read at once. */
    private static final int MAX_READ = 1_000;

    /**
     * What is written at one moment may be seen later, when its transaction ends: so far back is looked again. Who moves a breaker waits
     * for two more locks afterwards (the tenant's transitions, its audit trail), for each at most 10 s.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    @Inject
    private KnownBreakers breakers;

    @Inject
    private MovingWhatIsDue moving;

    @Inject
    private JudgingEvidence judging;

    @Inject
    private Reaching reaching;

    @Inject
    private SharedClock clock;

    private @Nullable Instant readUntil;

    /** Learns what is new. */
    void refresh() {
        Instant after = readUntil == null ? clock.now() : readUntil;
        Optional<Changed> changed = read(after.minus(OVERLAP));
        Instant begun = changed.map(Changed::now).orElse(null);
        while (changed.isPresent() && changed.get().breakers().size() == MAX_READ) {
            changed = read(changed.get().breakers().get(MAX_READ - 1).updatedAt());
        }
        if (changed.isPresent()) {
            readUntil = begun;
            reaching.found();
            settle();
        }
    }

    private Optional<Changed> read(Instant after) {
        Optional<Changed> changed = reaching.tryAgain(() -> moving.changed(after, MAX_READ));
        changed.ifPresent(news -> {
            clock.heard(news.now());
            news.breakers().forEach(this::learn);
        });
        return changed;
    }

    private void learn(StoredBreaker stored) {
        if (stored.isDeleted()) {
            breakers.forget(stored.key());
        } else {
            breakers.find(stored.key())
                    .filter(breaker -> !breaker.known().alone())
                    .ifPresent(breaker -> breaker.hear(Moving.known(stored)));
        }
    }

    private void settle() {
        for (KnownBreaker breaker : breakers.all()) {
            Known known = breaker.known();
            if (known.alone()) {
                reaching.ask(() -> known.opening()
                                .map(opening -> judging.adopt(breaker.key(), opening))
                                .orElseGet(() -> judging.known(breaker.key())))
                        .ifPresent(stored ->
                                stored.ifPresentOrElse(breaker::settle, () -> breakers.forget(breaker.key())));
            }
        }
    }

    /** Learns at once what this server has just stored. */
    void reread(ServiceKey key) {
        breakers.find(key)
                .ifPresent(breaker -> reaching.ask(() -> judging.known(key))
                        .ifPresent(stored -> stored.ifPresentOrElse(breaker::hear, () -> breakers.forget(key))));
    }

    /** Lets happen what time alone does, and learns of it. */
    void moveWhatIsDue() {
        List<ServiceKey> due = reaching.ask(moving::due).orElse(List.of());
        for (ServiceKey key : due) {
            Optional<Known> moved = reaching.ask(() -> moving.move(key)).flatMap(known -> known);
            moved.ifPresent(known -> breakers.find(key).ifPresent(breaker -> breaker.hear(known)));
        }
    }
}
