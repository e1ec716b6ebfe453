package headroom.governance.control;

import headroom.governance.control.Runs.Run;
import headroom.governance.rule.Claim;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Reclaim;
import headroom.governance.rule.Settlement;
import headroom.governance.rule.Standing;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.boundary.SharingTrees;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.control.TenantShares;
import headroom.quota.rule.LimitOverride;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settles a pool that the caller's transaction holds: reads how its members stand and what they want, divides the capacity,
 * lowers shares, reads again, raises others. All of it becomes visible at once; decisions in the members' trees wait for no
 * more than the rows of theirs. Behind no wall.
 */
@ApplicationScoped
public class PoolSettling {
    /** So often a pool is looked at. */
    public static final Duration BETWEEN_RUNS = Duration.ofSeconds(1);

    @Inject
    private Members members;

    @Inject
    private Pools pools;

    @Inject
    private MemberOverrides overrides;

    @Inject
    private Runs runs;

    @Inject
    private SharingTrees sharing;

    @Inject
    private DatabaseClock clock;

    /**
     * How a pool stands.
     *
     * @param members as they are stored, by tenant
     * @param standings of those members
     * @param claimed what each of those claims
     * @param trees what is known of the members' trees
     */
    public record Seen(
            List<Member> members,
            Map<TenantId, Standing> standings,
            Map<TenantId, Claim> claimed,
            Map<TenantId, TenantShares.Member> trees) {

        public Collection<Claim> claims() {
            return claimed.values();
        }

        /** What a member claims. */
        public Claim claim(TenantId tenant) {
            return Objects.requireNonNull(claimed.get(tenant));
        }

        /** The tree of who claims. */
        public TenantShares.Member tree(Claim claim) {
            return Objects.requireNonNull(trees.get(claim.tenant()));
        }

        /** How who claims stands. */
        public Standing standing(Claim claim) {
            return Objects.requireNonNull(standings.get(claim.tenant()));
        }

        Seen with(Map<TenantId, Standing> later) {
            return new Seen(members, later, claimed, trees);
        }

        /** What all members use. */
        public Amount used() {
            return standings.values().stream().map(Standing::usage).reduce(Amount.ZERO, Amount::plus);
        }

        /** What of the capacity is not free: of each member the larger of share and usage. */
        public Amount held() {
            return standings.values().stream().map(Standing::held).reduce(Amount.ZERO, Amount::plus);
        }
    }

    /** How the pool stands, without holding anything. */
    public Seen look(Pool pool) {
        List<Member> all = members.of(pool.id());
        String resourceType = pool.terms().resourceType();
        List<TenantId> tenants =
                all.stream().map(member -> member.terms().tenant()).toList();
        Map<TenantId, TenantShares.Member> trees = new HashMap<>();
        sharing.standing(resourceType, tenants).forEach(tree -> trees.put(tree.tenant(), tree));
        Map<TenantId, List<Noted>> live = overrides.live(pool.id());
        Instant now = clock.now();
        Map<TenantId, Amount> denied = sharing.denied(resourceType, tenants);
        Map<TenantId, Standing> standings = new LinkedHashMap<>();
        Map<TenantId, Claim> claims = new LinkedHashMap<>();
        for (Member member : all) {
            TenantId tenant = member.terms().tenant();
            TenantShares.Member tree = trees.get(tenant);
            if (tree == null) {
                throw new IllegalStateException("member " + tenant + " of pool " + pool.id() + " has no share");
            }
            standings.put(tenant, new Standing(tree.share(), tree.usage()));
            claims.put(
                    tenant,
                    inForce(member.terms(), live, now)
                            .claim(tree.usage(), denied.getOrDefault(tenant, Amount.ZERO), tree.paused()));
        }
        return new Seen(all, standings, claims, trees);
    }

    /** The most that a member gets now, with its overrides. */
    public @Nullable Amount maxInForce(Pool pool, Member member) {
        return inForce(member.terms(), overrides.live(pool.id()), clock.now()).max();
    }

    /** The terms with the overrides that are in force. */
    static MemberTerms inForce(MemberTerms terms, Map<TenantId, List<Noted>> live, Instant now) {
        List<LimitOverride> own = live.getOrDefault(terms.tenant(), List.of()).stream()
                .map(Noted::override)
                .toList();
        Amount base = terms.max() == null ? Amount.MAX_INPUT : terms.max();
        return LimitOverride.limit(own, base, now).map(terms::cappedAt).orElse(terms);
    }

    /**
     * Settles the pool.
     *
     * @param cause why now; a run is kept where that is a change, or anything moves
     * @param changed whether the pool or its members have changed, so that even a pool that nobody lacks in is divided anew
     */
    public void settle(Pool pool, String cause, boolean changed) {
        Seen seen = look(pool);
        PoolTerms terms = pool.terms();
        Map<TenantId, Amount> targets =
                Settlement.targets(terms.strategy(), terms.capacity(), terms.options(), seen.claims());
        if (!changed && pool.settled() && Settlement.isQuiet(targets, seen.standings(), seen.claims())) {
            pools.ran(pool.id(), pool.runNumber(), true, BETWEEN_RUNS);
            return;
        }
        Instant now = clock.now();
        boolean oversubscribe = terms.options().oversubscribe() || terms.strategy() == Strategy.UNLIMITED;
        Map<TenantId, Amount> lowered = Settlement.lowered(targets, seen.standings(), isInGrace(pool, seen, now));
        if (isToMove(terms, oversubscribe, targets, seen, lowered)) {
            sharing.hold(
                    terms.resourceType(),
                    Settlement.movable(terms.capacity(), oversubscribe, targets, seen.standings()));
        }
        Map<TenantId, Standing> standings = lowered(pool, seen.standings(), lowered);
        Map<TenantId, Amount> trimmed =
                oversubscribe ? Map.of() : Settlement.trimmed(terms.capacity(), standings, seen.claims());
        standings = lowered(pool, standings, trimmed);
        Map<TenantId, @Nullable Amount> raised =
                Settlement.raised(terms.capacity(), oversubscribe, targets, standings, seen.claims());
        sharing.set(terms.resourceType(), raised);
        Map<TenantId, Standing> settled = new LinkedHashMap<>(standings);
        raised.forEach((tenant, share) ->
                settled.computeIfPresent(tenant, (same, before) -> new Standing(share, before.usage())));
        Seen after = seen.with(settled);
        noteReclaims(pool, after, now);
        boolean moved = !lowered.isEmpty() || !trimmed.isEmpty() || !raised.isEmpty();
        long number = pool.runNumber() + (changed || moved ? 1 : 0);
        if (number > pool.runNumber()) {
            runs.add(
                    pool.id(),
                    new Run(number, now, cause, terms.strategy(), terms.capacity()),
                    divided(pool, after, targets));
        }
        pools.ran(pool.id(), number, Settlement.isSettled(targets, settled), BETWEEN_RUNS);
    }

    /** Whether anything is to be written; else no tree needs to be held, which a decision would wait for. */
    private static boolean isToMove(
            PoolTerms terms,
            boolean oversubscribe,
            Map<TenantId, Amount> targets,
            Seen seen,
            Map<TenantId, Amount> lowered) {
        if (!lowered.isEmpty()) {
            return true;
        }
        boolean trims = !oversubscribe
                && !Settlement.trimmed(terms.capacity(), seen.standings(), seen.claims())
                        .isEmpty();
        return trims
                || !Settlement.raised(terms.capacity(), oversubscribe, targets, seen.standings(), seen.claims())
                        .isEmpty();
    }

    /** Lowers these shares, and tells how the members stand once they bind. */
    private Map<TenantId, Standing> lowered(
            Pool pool, Map<TenantId, Standing> standings, Map<TenantId, Amount> lowered) {
        if (lowered.isEmpty()) {
            return standings;
        }
        sharing.set(pool.terms().resourceType(), new LinkedHashMap<>(lowered));
        return standings(sharing.standing(pool.terms().resourceType(), standings.keySet()));
    }

    private static Map<TenantId, Standing> standings(Collection<TenantShares.Member> trees) {
        Map<TenantId, Standing> standings = new LinkedHashMap<>();
        trees.forEach(tree -> standings.put(tree.tenant(), new Standing(tree.share(), tree.usage())));
        return standings;
    }

    /** Whether some lender's demand came back so lately that its borrowers may go on with what they use. */
    private static boolean isInGrace(Pool pool, Seen seen, Instant now) {
        if (pool.terms().strategy() != Strategy.RESERVED) {
            return false;
        }
        for (Member member : seen.members()) {
            Claim claim = seen.claim(member.terms().tenant());
            Reclaim reclaim = member.reclaim().at(now, claim.lacks(seen.standing(claim)));
            if (reclaim.isInGrace(now, pool.terms().options().reclaimGrace())) {
                return true;
            }
        }
        return false;
    }

    /** Notes who still lacks what is kept for it, and who does no more. */
    private void noteReclaims(Pool pool, Seen seen, Instant now) {
        Map<TenantId, Reclaim> moved = new LinkedHashMap<>();
        for (Member member : seen.members()) {
            Reclaim before = member.reclaim();
            Claim claim = seen.claim(member.terms().tenant());
            boolean lacks = pool.terms().strategy() == Strategy.RESERVED && claim.lacks(seen.standing(claim));
            Reclaim after = before.at(now, lacks);
            if (!after.equals(before)) {
                moved.put(claim.tenant(), after);
            }
        }
        members.reclaiming(pool.id(), moved);
    }

    private static Divided divided(Pool pool, Seen seen, Map<TenantId, Amount> targets) {
        return Divided.of(
                pool.terms(),
                seen.claims().stream()
                        .map(claim -> {
                            Standing standing = seen.standing(claim);
                            return Divided.Part.of(
                                    claim, standing.usage(), targets.get(claim.tenant()), standing.share());
                        })
                        .toList());
    }
}
