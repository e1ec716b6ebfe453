package headroom.breaker.boundary;

import headroom.breaker.control.Breakers;
import headroom.breaker.control.EvidenceRows;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.control.Transitions;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.platform.DatabaseClock;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What time alone does to breakers: the end of an open delay, of a mode, of a probe's lease, of a half-open state without decision. Each
 * breaker in a transaction of its own, by the server that holds it first; the others pass it over.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MovingWhatIsDue {
    /** Looked for at once. */
    private static final int MAX_DUE = 200;

    /** Transitions are kept so long. */
    private static final Duration TRANSITIONS_KEPT = Duration.ofDays(30);

    /** Deleted breakers are, so that every server has heard of it, and no permit of theirs is still under way. */
    private static final Duration DELETED_KEPT = Duration.ofHours(1);

    /** Rows forgotten at once. */
    private static final int MAX_FORGOTTEN = 1_000;

    @Inject
    private Breakers breakers;

    @Inject
    private Transitions transitions;

    @Inject
    private EvidenceRows evidence;

    @Inject
    private Moving moving;

    @Inject
    private DatabaseClock clock;

    /**
     * Breakers that have changed.
     *
     * @param now by the database's clock
     */
    public record Changed(List<StoredBreaker> breakers, Instant now) {}

    public List<ServiceKey> due() {
        return breakers.due(clock.now(), MAX_DUE);
    }

    /** Lets happen what is due; empty where somebody else does it, or nothing is. */
    public Optional<Known> move(ServiceKey key) {
        return breakers.lockDue(key, clock.now()).map(breaker -> {
            Instant now = clock.now();
            return moving.store(breaker, breaker.breaker().tick(breaker.configuration(), now), now);
        });
    }

    public Changed changed(Instant after, int limit) {
        return new Changed(breakers.changed(after, limit), clock.now());
    }

    /** Forgets what is old. */
    public void forget() {
        Instant now = clock.now();
        transitions.forget(now.minus(TRANSITIONS_KEPT), MAX_FORGOTTEN);
        breakers.purge(now.minus(DELETED_KEPT), MAX_FORGOTTEN).forEach(key -> evidence.forget(key, Long.MAX_VALUE));
    }
}
