package headroom.quota.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.control.WaitingRequests;
import headroom.quota.control.WaitingRequests.WaitingRequest;
import headroom.quota.rule.WaitingState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shows requests that wait, takes them back, and ends those that are over. */
@Stateless
public class EndingWaiting {
    @Inject
    private WaitingRequests waiting;

    /** Ends what is over, and tells what still waits in each tree. Behind no wall. */
    public Map<TreeRef, List<WaitingRequest>> lines(int trees, int most) {
        waiting.endWhatIsOver();
        return waiting.lines(trees, most);
    }

    public Outcome<WaitingView> find(TenantId tenant, UUID id) {
        return waiting.find(tenant, id)
                .map(request -> Outcome.done(WaitingView.of(request)))
                .orElseGet(() -> Outcome.refused(none(id)));
    }

    /** A page of the tenant's in this state, after this id. */
    public List<WaitingView> page(TenantId tenant, WaitingState state, Optional<UUID> after, int limit) {
        return waiting.page(tenant, state, after.orElse(null), limit).stream()
                .map(WaitingView::of)
                .toList();
    }

    /** Takes a request back, unless it has ended already. */
    public Outcome<WaitingView> cancel(TenantId tenant, UUID id) {
        boolean cancelled = waiting.end(tenant, id, WaitingState.CANCELLED, null);
        return find(tenant, id)
                .then(view -> cancelled
                        ? Outcome.done(view)
                        : Outcome.refused(Refusal.of(
                                Refusal.Kind.CONFLICT,
                                "it waits no more: it is " + Constants.written(view.state()),
                                Map.of("waiting_id", id))));
    }

    private static Refusal none(UUID id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no request " + id);
    }
}
