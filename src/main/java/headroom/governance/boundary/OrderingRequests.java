package headroom.governance.boundary;

import headroom.governance.boundary.NextView.PlacedView;
import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.PoolSettling.Seen;
import headroom.governance.control.Pools;
import headroom.governance.rule.Claim;
import headroom.governance.rule.Division;
import headroom.governance.rule.FairQueue;
import headroom.governance.rule.FairQueue.Hindrance;
import headroom.governance.rule.FairQueue.Party;
import headroom.governance.rule.FairQueue.Placed;
import headroom.governance.rule.FairQueue.Waiting;
import headroom.governance.rule.Lending;
import headroom.governance.rule.Pool;
import headroom.governance.rule.Standing;
import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import headroom.quota.boundary.SharingTrees;
import headroom.quota.control.TenantShares;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Puts requests of a pool's members in the order in which they are to be served, and says why each waits. Changes nothing. */
@Stateless
public class OrderingRequests {
    /** Of those that wait with the service, the longest waiting. */
    private static final int MAX_QUEUED = 10_000;

    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private PoolSettling settling;

    @Inject
    private SharingTrees sharing;

    @Inject
    private DatabaseClock clock;

    public Outcome<NextView> next(UUID poolId, NextRequest request) {
        return TenantWall.acrossTenants(() -> {
            Pool pool = pools.find(poolId).orElse(null);
            if (pool == null) {
                return Outcome.refused(PoolRefusals.noPool(poolId));
            }
            Seen seen = settling.look(pool);
            Instant now = clock.now();
            return requests(pool, seen, request, now).map(requests -> ordered(pool, seen, requests, request, now));
        });
    }

    private Outcome<List<Waiting>> requests(Pool pool, Seen seen, NextRequest request, Instant now) {
        if (request.requests() == null) {
            return Outcome.done(
                    sharing.waiting(pool.terms().resourceType(), seen.claimed().keySet(), MAX_QUEUED).stream()
                            .map(queued -> new Waiting(
                                    queued.id().toString(),
                                    queued.tenant(),
                                    queued.wanted().amount(),
                                    queued.since()))
                            .toList());
        }
        List<FieldError> errors = new ArrayList<>();
        List<Waiting> given = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (NextRequest.Item item : request.requests()) {
            String field = "requests[" + given.size() + "]";
            TenantId tenant = new TenantId(item.tenant());
            if (!seen.claimed().containsKey(tenant)) {
                errors.add(new FieldError(field + ".tenant", "is not in the pool: " + tenant));
            }
            if (!ids.add(item.requestId())) {
                errors.add(new FieldError(field + ".request_id", "is there already: " + item.requestId()));
            }
            given.add(new Waiting(
                    item.requestId(), tenant, item.amount(), item.waitingSince() == null ? now : item.waitingSince()));
        }
        return errors.isEmpty()
                ? Outcome.done(given)
                : Outcome.refused(Refusal.of(Refusal.Kind.VALIDATION, "the body breaks the contract", errors));
    }

    private NextView ordered(Pool pool, Seen seen, List<Waiting> requests, NextRequest request, Instant now) {
        List<Placed> order = FairQueue.order(pool.terms().capacity(), requests, parties(pool, seen), now);
        Map<TenantId, Amount> held = new LinkedHashMap<>();
        seen.standings().forEach((tenant, standing) -> held.put(tenant, standing.held()));
        List<Lending> lendings = Lending.of(
                held,
                Division.entitlements(pool.terms().strategy(), pool.terms().capacity(), seen.claims()));
        int shown = Math.min(order.size(), request.shown());
        return new NextView(
                pool.id(),
                now,
                order.size(),
                IntStream.range(0, shown)
                        .mapToObj(i -> PlacedView.of(i + 1, order.get(i), waitsFor(order.get(i), lendings)))
                        .toList());
    }

    private Map<TenantId, Party> parties(Pool pool, Seen seen) {
        Map<TenantId, BigDecimal> elsewhere =
                members.elsewhere(pool.id(), seen.claimed().keySet());
        Map<TenantId, Party> parties = new HashMap<>();
        for (Claim claim : seen.claims()) {
            Standing standing = seen.standing(claim);
            TenantShares.Member tree = seen.tree(claim);
            parties.put(
                    claim.tenant(),
                    new Party(
                            claim.weight(),
                            elsewhere.getOrDefault(claim.tenant(), BigDecimal.ZERO),
                            standing.usage(),
                            standing.share(),
                            tree.limit(),
                            tree.paused()));
        }
        return parties;
    }

    /** Who holds what a request lacks: who borrows from its tenant, or whoever borrows at all, or its tenant itself. */
    private static List<TenantId> waitsFor(Placed placed, List<Lending> lendings) {
        TenantId own = placed.request().tenant();
        if (placed.hindrance() == Hindrance.NONE) {
            return List.of();
        }
        if (placed.hindrance() != Hindrance.SHARE) {
            return List.of(own);
        }
        List<TenantId> borrowers = lendings.stream()
                .filter(lending -> own.equals(lending.lender()))
                .map(Lending::borrower)
                .toList();
        List<TenantId> others = lendings.stream()
                .map(Lending::borrower)
                .filter(borrower -> !borrower.equals(own))
                .distinct()
                .toList();
        List<TenantId> found = borrowers.isEmpty() ? others : borrowers;
        return found.isEmpty() ? List.of(own) : found;
    }
}
