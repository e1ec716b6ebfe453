package headroom.throttle.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.throttle.control.LivePermits;
import headroom.throttle.control.Throttles;
import headroom.throttle.control.Throttles.Sought;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** Throttles behind this one, the oldest first. */
    public Outcome<List<ThrottleView>> page(
            TenantId tenant, @Nullable String owner, Sought sought, Optional<UUID> after, int limit) {
        return owners.named(tenant, owner).map(whose -> {
            Instant now = clock.now();
            return throttles.page(whose, sought, after, limit).stream()
                    .map(stored -> ThrottleView.of(stored, now))
                    .toList();
        });
    }

    /** What of them is in use. */
    public Outcome<List<ThrottleSummaryView>> summaries(
            TenantId tenant, @Nullable String owner, Sought sought, Optional<UUID> after, int limit) {
        return owners.named(tenant, owner).map(whose -> {
            Instant now = clock.now();
            return throttles.page(whose, sought, after, limit).stream()
                    .map(stored -> ThrottleSummaryView.of(live.lookAt(stored, now), now))
                    .toList();
        });
    }
}
