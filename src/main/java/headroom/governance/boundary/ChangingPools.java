package headroom.governance.boundary;

import headroom.governance.control.DeletedPools;
import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps by which a pool becomes another one, in the transaction of whoever holds it: it is released from who leaves, written,
 * settled, and told of, in this order. Of several pools each step is taken for all before the next, so that a tenant can go from
 * one to the other.
 */
@ApplicationScoped
public class ChangingPools {
    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private DeletedPools deleted;

    @Inject
    private Joining joining;

    @Inject
    private PoolSettling settling;

    @Inject
    private PoolAudit audit;

    @Inject
    private DatabaseClock clock;

    /** A pool that is to be. */
    PoolChange made(PoolTerms terms, Collection<MemberTerms> wanted) {
        Instant now = clock.now();
        return PoolChange.made(new Pool(Ids.next(), terms, 0, false, 0, now, now), wanted);
    }

    /** The terms of a pool's members, by tenant. */
    Map<TenantId, MemberTerms> termsOf(Pool pool) {
        return PoolChange.byTenant(
                members.of(pool.id()).stream().map(Member::terms).toList());
    }

    /**
     * Takes all locks of the change that others may wait for, in the order in which everybody does: before anything is written where somebody comes or
     * goes, for then trees are written one by one, or where limits of these tenants are changed with it.
     */
    void hold(PoolChange change, Collection<TenantId> withLimits) {
        if (change.joins().isEmpty() && change.leaves().isEmpty() && withLimits.isEmpty()) {
            return;
        }
        Set<TenantId> tenants = change.tenants();
        tenants.addAll(withLimits);
        joining.hold(change.pool().terms().resourceType(), change.joins(), tenants);
    }

    /** Why it cannot become so: rules of the pool, who cannot come in. */
    Optional<Refusal> obstacles(PoolChange change, List<MemberTerms> wanted) {
        PoolTerms terms = change.terms();
        return terms == null
                ? Optional.empty()
                : Optional.of(terms.brokenRules(wanted))
                        .filter(broken -> !broken.isEmpty())
                        .map(PoolRefusals::broken)
                        .or(() -> joining.obstacles(terms.resourceType(), change.joins()));
    }

    /** Lets go who is not to be in it; removes a pool that is not to be, whose runs stay. */
    void release(PoolChange change) {
        joining.leave(change.pool(), change.leaves());
        if (change.terms() == null) {
            pools.remove(change.pool().id());
            deleted.add(change.pool(), PlatformCallers.caller().subject());
        }
    }

    void write(PoolChange change) {
        PoolTerms terms = change.terms();
        if (terms == null) {
            return;
        }
        if (change.isNew()) {
            pools.add(change.pool());
        }
        joining.join(change.pool(), change.joins());
        members.put(change.pool().id(), terms.resourceType(), change.moves());
        if (!change.isNew()) {
            pools.change(change.pool().id(), terms, clock.now());
        }
    }

    void settle(PoolChange change, String cause) {
        if (change.terms() != null) {
            settling.settle(pools.find(change.pool().id()).orElseThrow(), cause, true);
        }
    }

    /** Takes the last locks. */
    void tell(TenantId platform, PoolChange change) {
        Map<TenantId, MemberTerms> before = change.before();
        if (before == null) {
            audit.created(platform, change.pool(), change.after().values());
        } else if (change.terms() == null) {
            audit.removed(platform, change.pool(), before.values());
        } else {
            audit.changed(platform, change.pool(), change.terms(), before, change.after());
        }
    }
}
