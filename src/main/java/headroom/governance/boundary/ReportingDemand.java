package headroom.governance.boundary;

import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.control.Runs;
import headroom.governance.rule.DemandPace;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes what a member says that it wants. Not a change of policy, and so not audited: the run tells. A pool that was divided {@value #MOST_AT_ONCE}
 * times within {@link PoolSettling#BETWEEN_RUNS} divides this with its next round, together with whatever else has come by then.
 */
@Stateless
public class ReportingDemand {
    /** Divisions at once for reported demands: all members of a small pool may say what they want, those of a large one go together. */
    private static final int MOST_AT_ONCE = 20;

    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private Runs runs;

    @Inject
    private PoolSettling settling;

    @Inject
    private DatabaseClock clock;

    /** Notes it; null has the demand measured. To say the same again is nothing new. */
    public Outcome<PoolView> report(UUID id, TenantId tenant, DemandRequest request) {
        return TenantWall.acrossTenants(() -> {
            Pool pool = pools.lock(id).orElse(null);
            if (pool == null) {
                return Outcome.refused(PoolRefusals.noPool(id));
            }
            MemberTerms terms = members.find(id, tenant).map(Member::terms).orElse(null);
            if (terms == null) {
                return Outcome.refused(PoolRefusals.noMember(tenant));
            }
            MemberTerms after = terms.wanting(request.demand().value());
            return after.equals(terms) ? Outcome.done(shown(id, tenant)) : report(pool, after);
        });
    }

    private Outcome<PoolView> report(Pool pool, MemberTerms after) {
        UUID id = pool.id();
        Instant now = clock.now();
        DemandPace pace = members.pace(id, after.tenant());
        if (!pace.wait(now).isZero()) {
            return Outcome.refused(new DemandTooSoon(now, pace.wait(now)));
        }
        members.report(id, after.tenant(), after.demand(), pace.reported(now));
        if (runs.isDivided(pool, MOST_AT_ONCE, now.minus(PoolSettling.BETWEEN_RUNS))) {
            pools.unsettle(id);
        } else {
            settling.settle(pool, "demand", true);
        }
        return Outcome.done(shown(id, after.tenant()));
    }

    private PoolView shown(UUID id, TenantId tenant) {
        Pool pool = pools.find(id).orElseThrow();
        return PoolView.of(pool, settling.look(pool), tenant::equals);
    }
}
