package headroom.throttle.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.throttle.control.Permits;
import headroom.throttle.control.Permits.Sought;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows permits. One whose time is over has ended, whether or not anybody has written so. */
@Stateless
public class ReadingPermits {
    @Inject
    private Permits permits;

    @Inject
    private DatabaseClock clock;

    public Outcome<PermitView> find(TenantId tenant, UUID id) {
        return permits.find(tenant, List.of(id)).values().stream()
                .map(permit -> Outcome.done(PermitView.of(permit.at(clock.now()))))
                .findFirst()
                .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no permit " + id)));
    }

    /** The tenant's live permits behind this one, the oldest first. */
    public List<PermitView> live(TenantId tenant, Sought sought, Optional<UUID> after, int limit) {
        return permits.live(tenant, sought, after, limit).stream()
                .map(PermitView::of)
                .toList();
    }
}
