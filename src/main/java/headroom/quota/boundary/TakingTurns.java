package headroom.quota.boundary;

import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.quota.control.Lanes;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.control.Whereabouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets changes of quotas, each a transaction of its own, take their turn in the lane of the tree that they change. */
@ApplicationScoped
public class TakingTurns {
    @Inject
    private Lanes lanes;

    @Inject
    private Whereabouts whereabouts;

    /** What the work yields, done in the turn of the quota's tree; at once where there is no such quota. */
    public <T> T of(TenantId tenant, @Nullable UUID quotaId, Supplier<T> work) {
        @Nullable Location location = quotaId == null
                ? null
                : whereabouts.byId(tenant, List.of(quotaId)).get(quotaId);
        Supplier<T> persistent = () -> Retries.call(work);
        return location == null
                ? persistent.get()
                : lanes.alone(new TreeRef(tenant, location.treeId()), persistent)
                        .await();
    }
}
