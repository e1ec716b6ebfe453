package headroom.backfill.boundary;

import headroom.backfill.control.Backfills;
import headroom.backfill.control.Ranges;
import headroom.backfill.entity.Backfill;
import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows backfills. */
@Stateless
public class ReadingBackfills {
    @Inject
    private Backfills backfills;

    @Inject
    private Ranges ranges;

    @Inject
    private DatabaseClock clock;

    public Outcome<BackfillView> find(TenantId tenant, UUID id) {
        return backfills
                .find(tenant, id)
                .map(backfill -> Outcome.done(view(backfill, clock.now())))
                .orElseGet(() -> Outcome.refused(BackfillRefusals.noBackfill(id)));
    }

    /** A page of backfills before this id, the newest first. */
    public List<BackfillView> page(TenantId tenant, Backfills.Filter filter, Optional<UUID> before, int limit) {
        Instant now = clock.now();
        return backfills.page(tenant, filter, before, limit).stream()
                .map(backfill -> view(backfill, now))
                .toList();
    }

    private BackfillView view(Backfill backfill, Instant now) {
        return BackfillView.of(backfill, ranges.of(backfill), now);
    }
}
