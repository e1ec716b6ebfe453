package headroom.alert.boundary;

import headroom.alert.control.Alerts;
import headroom.alert.control.DeadLetters;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the list of alerts, and what could not be heard. */
@Stateless
public class ReadingAlerts {
    @Inject
    private Alerts alerts;

    @Inject
    private DeadLetters deadLetters;

    /** A page of alerts below a position, the newest first. */
    public List<AlertView> page(TenantId tenant, Alerts.Filter filter, Alerts.Position below, int limit) {
        return alerts.page(tenant, filter, below, limit).stream()
                .map(AlertView::of)
                .toList();
    }

    /** The alert of that id. */
    public Optional<AlertView> find(TenantId tenant, UUID id) {
        return alerts.find(tenant, id).map(AlertView::of);
    }

    /** A page of dead letters below an id, the newest first. */
    public List<DeadLetterView> deadLetters(UUID below, int limit) {
        return TenantWall.acrossTenants(() ->
                deadLetters.page(below, limit).stream().map(DeadLetterView::of).toList());
    }
}
