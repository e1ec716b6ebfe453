package headroom.governance.boundary;

import headroom.governance.control.DeletedPools;
import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.control.Runs;
import headroom.governance.rule.DeletedPool;
import headroom.governance.rule.Pool;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers questions about pools: the platform sees all, a tenant those that it is in, and of their members itself. */
@Stateless
public class ReadingPools {
    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private Runs runs;

    @Inject
    private DeletedPools deleted;

    @Inject
    private PoolSettling settling;

    /** For whom something is shown: the platform when {@code tenant} is null. */
    record Onlooker(@Nullable TenantId tenant) {
        boolean maySee(TenantId other) {
            return tenant == null || tenant.equals(other);
        }
    }

    public Outcome<PoolView> find(Onlooker onlooker, UUID id) {
        return TenantWall.acrossTenants(() -> pools.find(id)
                .filter(pool -> isShown(onlooker, pool))
                .map(pool -> Outcome.done(view(onlooker, pool)))
                .orElseGet(() -> Outcome.refused(PoolRefusals.noPool(id))));
    }

    /** A page of the pools, after this id. */
    public List<PoolView> page(Onlooker onlooker, Optional<UUID> after, int limit) {
        TenantId tenant = onlooker.tenant();
        return TenantWall.acrossTenants(
                () -> pools.page(tenant == null ? null : tenant.value(), after.orElse(null), limit).stream()
                        .map(pool -> view(onlooker, pool))
                        .toList());
    }

    /** A page of the runs of a pool, the newest first; of one that has been deleted too. */
    public Outcome<List<RunSummaryView>> runs(UUID id, Optional<Long> before, int limit) {
        Optional<DeletedPool> gone = deleted.find(id);
        if (gone.isEmpty() && pools.find(id).isEmpty()) {
            return Outcome.refused(PoolRefusals.noPool(id));
        }
        return Outcome.done(runs.page(id, before.orElse(null), limit).stream()
                .map(run -> RunSummaryView.of(run, gone.orElse(null)))
                .toList());
    }

    /** A run, divided again. */
    public Outcome<RunView> run(UUID id, long number) {
        return runs.find(id, number)
                .map(whole -> Outcome.done(RunView.of(whole, deleted.find(id).orElse(null))))
                .orElseGet(() -> Outcome.refused(
                        Refusal.of(Refusal.Kind.NOT_FOUND, "there is no run " + number + " of a pool " + id)));
    }

    private boolean isShown(Onlooker onlooker, Pool pool) {
        TenantId tenant = onlooker.tenant();
        return tenant == null
                || pool.id()
                        .equals(members.pooled(pool.terms().resourceType(), List.of(tenant))
                                .get(tenant));
    }

    private PoolView view(Onlooker onlooker, Pool pool) {
        return PoolView.of(pool, settling.look(pool), onlooker::maySee);
    }
}
