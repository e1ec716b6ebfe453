package headroom.throttle.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.throttle.control.LivePermits;
import headroom.throttle.control.Throttles;
import headroom.throttle.entity.StoredThrottle;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** Shows throttles, and what of them is in use. */
@Stateless
public class ReadingThrottles {
    @Inject
    private Throttles throttles;

    @Inject
    private LivePermits live;

    @Inject
    private Owners owners;

    @Inject
    private DatabaseClock clock;

    public Outcome<ThrottleView> find(TenantId tenant, UUID id) {
        return owners.find(tenant, id).map(stored -> ThrottleView.of(stored, clock.now()));
    }

    public Outcome<ThrottleSummaryView> summary(TenantId tenant, UUID id) {
        return owners.find(tenant, id).map(stored -> {
            Instant now = clock.now();
            return ThrottleSummaryView.of(live.lookAt(stored, now), now);
        });
    }

    /** Those that are asked for, and one more where there are more. */
    public Outcome<List<ThrottleView>> page(ThrottleList wanted) {
        return found(wanted, ThrottleView::of);
    }

    /** What of them is in use. */
    public Outcome<List<ThrottleSummaryView>> summaries(ThrottleList wanted) {
        return found(wanted, (stored, now) -> ThrottleSummaryView.of(live.lookAt(stored, now), now));
    }

    private <T> Outcome<List<T>> found(ThrottleList wanted, BiFunction<StoredThrottle, Instant, T> view) {
        return owners.named(wanted.tenant(), wanted.owner()).map(owner -> {
            Instant now = clock.now();
            return throttles.page(owner, wanted.sought(), wanted.after(), wanted.size() + 1).stream()
                    .map(stored -> view.apply(stored, now))
                    .toList();
        });
    }
}
