package headroom.breaker.boundary;

import headroom.breaker.control.Breakers;
import headroom.breaker.control.EvidenceRows;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.control.Transitions;
import headroom.breaker.entity.BreakerMoved;
import headroom.breaker.entity.Intervention;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Step;
import headroom.breaker.rule.Transition;
import headroom.platform.TenantWall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores what a breaker has become, and tells of it, in the caller's transaction, which holds the breaker: nobody else stores a
 * step from the same generation, and so each move is written and told once. Held are first the breaker, then the order of the
 * tenant's transitions, then, where it is audited, its trail.
 */
@ApplicationScoped
public class Moving {
    @Inject
    private Breakers breakers;

    @Inject
    private Transitions transitions;

    @Inject
    private EvidenceRows evidence;

    @Inject
    private Event<BreakerMoved> news;

    @Inject
    private BreakerMetrics metrics;

    /** Stores a step that nobody asked for. */
    Known store(StoredBreaker breaker, Step step, Instant now) {
        return store(breaker, step, Optional.empty(), now);
    }

    /** Stores a step that somebody may have asked for. */
    Known store(StoredBreaker breaker, Step step, Optional<Intervention> by, Instant now) {
        long era = breaker.breaker().era();
        breaker.become(step.after(), now);
        breakers.flush();
        ServiceKey key = breaker.key();
        TenantWall.within(key.tenant(), () -> {
            step.transitions().forEach(transition -> tell(key, transition, by));
            if (step.after().era() != era) {
                evidence.forget(key, step.after().era());
            }
        });
        metrics.moved(step.transitions());
        return known(breaker);
    }

    static Known known(StoredBreaker breaker) {
        return new Known(breaker.configuration(), breaker.breaker(), breaker.version(), breaker.permitKey());
    }

    private void tell(ServiceKey key, Transition transition, Optional<Intervention> by) {
        transitions.add(key, transition, by);
        news.fire(new BreakerMoved(
                key.tenant(),
                key.service(),
                transition.generation(),
                transition.from(),
                transition.to(),
                transition.cause(),
                by.map(Intervention::reason).orElse(null),
                by.map(Intervention::ticket).orElse(null),
                by.map(Intervention::actor).orElse(null),
                transition.at()));
    }
}
