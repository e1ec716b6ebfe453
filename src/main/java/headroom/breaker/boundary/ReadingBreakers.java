package headroom.breaker.boundary;

import headroom.breaker.control.Breakers;
import headroom.breaker.control.EvidenceRows;
import headroom.breaker.control.EvidenceRows.Found;
import headroom.breaker.control.EvidenceRows.Sought;
import headroom.breaker.control.Transitions;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Counts;
import headroom.breaker.rule.Evidence;
import headroom.breaker.rule.State;
import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows breakers, and what has moved them. */
@Stateless
public class ReadingBreakers {
    /** Moves that are shown with a breaker. */
    private static final int LAST_TRANSITIONS = 10;

    @Inject
    private Breakers breakers;

    @Inject
    private Transitions transitions;

    @Inject
    private EvidenceRows evidence;

    @Inject
    private DatabaseClock clock;

    /**
     * A breaker with what it is judged on.
     *
     * @param configured counts its configurations
     */
    public record Shown(BreakerView view, long configured) {}

    public Outcome<Shown> find(ServiceKey key) {
        return breakers.find(key)
                .map(breaker -> Outcome.done(new Shown(
                        BreakerView.of(breaker, counts(breaker), before(key, Long.MAX_VALUE, LAST_TRANSITIONS)),
                        breaker.configured())))
                .orElseGet(() -> Outcome.refused(BreakerRefusals.noBreaker(key)));
    }

    private Counts counts(StoredBreaker stored) {
        Breaker breaker = stored.breaker();
        if (breaker.state() != State.CLOSED) {
            return breaker.probes().completed();
        }
        List<Bucket> buckets = evidence.find(List.of(new Sought(stored.key(), breaker.era(), Instant.EPOCH))).stream()
                .map(Found::bucket)
                .toList();
        return new Evidence(buckets).window(stored.configuration(), clock.now()).counts();
    }

    /** A page of breakers after this service, by name. */
    public List<BreakerView> page(TenantId tenant, Optional<State> state, Optional<String> after, int limit) {
        return breakers.page(tenant, state, after, limit).stream()
                .map(BreakerView::of)
                .toList();
    }

    /** A page of one breaker's moves before this place, the newest first; those of a deleted one too while they are kept. */
    public Outcome<List<TransitionView>> transitions(ServiceKey key, Optional<Long> before, int limit) {
        List<TransitionView> found = before(key, before.orElse(Long.MAX_VALUE), limit);
        return found.isEmpty() && breakers.find(key).isEmpty()
                ? Outcome.refused(BreakerRefusals.noBreaker(key))
                : Outcome.done(found);
    }

    private List<TransitionView> before(ServiceKey key, long sequence, int limit) {
        return transitions.before(key, sequence, limit).stream()
                .map(TransitionView::of)
                .toList();
    }

    /** A tenant's moves after this place, the oldest first. */
    public List<TransitionView> after(TenantId tenant, long sequence, int limit) {
        return transitions.after(tenant, sequence, limit).stream()
                .map(TransitionView::of)
                .toList();
    }

    /** The place of a tenant's newest move. */
    public long newest(TenantId tenant) {
        return transitions.newest(tenant);
    }
}
