package headroom.governance.boundary;

import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Settles the pools whose time has come, each once in the cluster; called by the clock's hand, behind no wall. */
@Stateless
public class SettlingPools {
    /** Pools looked at in one round; the rest is for the next. */
    private static final int MAX_AT_ONCE = 100;

    @Inject
    private Pools pools;

    @Inject
    private PoolSettling settling;

    public List<UUID> due() {
        return pools.due(MAX_AT_ONCE);
    }

    /** Settles one, where nobody else does. */
    public void settle(UUID id) {
        pools.lockDue(id).ifPresent(pool -> settling.settle(pool, "round", false));
    }
}
