package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the shares in force come to be those that a division says, while every member goes on: first those that are too large
 * are lowered, then, by what that has freed, others are raised. So at every instant the sum over the members of the larger of
 * share and usage is at most the capacity, and a decision in one tree needs to know of no other. Where more is held than there
 * is (the capacity was lowered, a member came with usage), idle shares are trimmed as well, and nothing is raised until usage
 * has fallen.
 *
 * <p>The caller reads how the members stand again between the steps, after the lowered shares bind.
 */
public final class Settlement {
    /** Who uses less than this of its share lacks nothing soon. */
    private static final BigDecimal ROOMY = new BigDecimal("0.9");

    private Settlement() {}

    /**
     * What each member's tree may use in the end; a member that the pool does not bound is missing. Where demand alone does not
     * say what a member may use, it is what the pool could give it.
     */
    public static Map<TenantId, Amount> targets(
            Strategy strategy, Amount capacity, PoolOptions options, Collection<Claim> claims) {
        if (strategy == Strategy.UNLIMITED) {
            return Map.of();
        }
        if (strategy == Strategy.MAX_LIMIT && options.oversubscribe()) {
            Map<TenantId, Amount> bounds = new LinkedHashMap<>();
            for (Claim claim : claims) {
                Amount most = claim.open() ? claim.max() : claim.wanted();
                if (most != null) {
                    bounds.put(claim.tenant(), most);
                }
            }
            return bounds;
        }
        return Division.withSpare(Division.divide(strategy, capacity, options, claims), capacity, claims);
    }

    /**
     * Whether nobody lacks anything, so that shares may stay as they are though usage has moved: who said what it wants has
     * just that, and who did not has room to grow.
     */
    public static boolean isQuiet(
            Map<TenantId, Amount> targets, Map<TenantId, Standing> standings, Collection<Claim> claims) {
        return claims.stream()
                .allMatch(claim -> isContent(
                        claim, targets.get(claim.tenant()), Objects.requireNonNull(standings.get(claim.tenant()))));
    }

    private static boolean isContent(Claim claim, @Nullable Amount target, Standing standing) {
        Amount share = standing.share();
        if (share == null || target == null || !claim.open()) {
            return Objects.equals(share, target);
        }
        if (claim.max() != null && share.isMoreThan(claim.max())) {
            return false;
        }
        boolean roomy = !standing.usage().isMoreThan(share.timesRoundedDown(ROOMY));
        return !claim.demand().isMoreThan(share) && (roomy || !target.isMoreThan(share));
    }

    /** Whether every share in force is the target. */
    public static boolean isSettled(Map<TenantId, Amount> targets, Map<TenantId, Standing> standings) {
        return standings.entrySet().stream()
                .allMatch(entry -> Objects.equals(entry.getValue().share(), targets.get(entry.getKey())));
    }

    /**
     * Whose shares may be lowered, trimmed or raised now, whatever decisions that are under way come to; at least.
     */
    public static Set<TenantId> movable(
            Amount capacity, boolean oversubscribe, Map<TenantId, Amount> targets, Map<TenantId, Standing> standings) {
        Amount held = standings.values().stream().map(Standing::held).reduce(Amount.ZERO, Amount::plus);
        boolean unbound = standings.values().stream().anyMatch(standing -> standing.share() == null);
        if (!oversubscribe && (unbound || held.isMoreThan(capacity))) {
            return Set.copyOf(standings.keySet());
        }
        return standings.entrySet().stream()
                .filter(entry -> !Objects.equals(entry.getValue().share(), targets.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The shares that are to be lowered first, and to what.
     *
     * @param inGrace whether who uses more than its target may go on with what it uses for now
     */
    public static Map<TenantId, Amount> lowered(
            Map<TenantId, Amount> targets, Map<TenantId, Standing> standings, boolean inGrace) {
        Map<TenantId, Amount> lowered = new LinkedHashMap<>();
        standings.forEach((tenant, standing) -> {
            Amount target = targets.get(tenant);
            if (target == null) {
                return;
            }
            Amount used = standing.share() == null
                    ? standing.usage()
                    : standing.share().min(standing.usage());
            Amount least = inGrace ? target.max(used) : target;
            if (standing.share() == null || standing.share().isMoreThan(least)) {
                lowered.put(tenant, least);
            }
        });
        return lowered;
    }

    /**
     * The shares that are to be lowered beyond that, and to what, where more is held than there is: what idles, by weight, as
     * far as it goes.
     *
     * @param standings after the lowered shares bind
     */
    public static Map<TenantId, Amount> trimmed(
            Amount capacity, Map<TenantId, Standing> standings, Collection<Claim> claims) {
        Amount held = standings.values().stream().map(Standing::held).reduce(Amount.ZERO, Amount::plus);
        if (!held.isMoreThan(capacity)) {
            return Map.of();
        }
        List<Claim> idlers = new ArrayList<>();
        Amount used = held;
        for (Claim claim : claims) {
            Standing standing = standings.get(claim.tenant());
            if (standing != null && standing.idle().isPositive()) {
                idlers.add(claim);
                used = used.minus(standing.idle());
            }
        }
        BigInteger[] left = WaterFilling.fill(
                Division.units(capacity.minus(used).orZeroIfNegative()),
                idlers.stream()
                        .map(claim -> Division.units(Objects.requireNonNull(standings.get(claim.tenant()))
                                .idle()))
                        .toArray(BigInteger[]::new),
                idlers.stream().map(claim -> Division.units(claim.weight())).toArray(BigInteger[]::new));
        Map<TenantId, Amount> trimmed = new LinkedHashMap<>();
        for (int i = 0; i < left.length; i++) {
            TenantId tenant = idlers.get(i).tenant();
            Amount usage = Objects.requireNonNull(standings.get(tenant)).usage();
            trimmed.put(tenant, usage.plus(Division.amount(left[i])));
        }
        return trimmed;
    }

    /**
     * The shares that can be raised now, and to what: to their targets, or where not enough is free, by weight as far as it
     * goes. Null where the pool is to bound the member no more.
     *
     * @param standings after the lowered shares bind
     */
    public static Map<TenantId, @Nullable Amount> raised(
            Amount capacity,
            boolean oversubscribe,
            Map<TenantId, Amount> targets,
            Map<TenantId, Standing> standings,
            Collection<Claim> claims) {
        Map<TenantId, @Nullable Amount> raised = new LinkedHashMap<>();
        List<Rise> rises = new ArrayList<>();
        Amount held = Amount.ZERO;
        for (Claim claim : claims) {
            Standing standing = standings.get(claim.tenant());
            if (standing == null) {
                continue;
            }
            held = held.plus(standing.held());
            Amount target = targets.get(claim.tenant());
            if (target == null && standing.share() != null) {
                raised.put(claim.tenant(), null);
            } else if (target != null && standing.share() != null && target.isMoreThan(standing.share())) {
                rises.add(new Rise(claim, standing, target));
            }
        }
        Amount free = capacity.minus(held).orZeroIfNegative();
        BigInteger[] more = oversubscribe
                ? rises.stream().map(Rise::units).toArray(BigInteger[]::new)
                : WaterFilling.fill(
                        Division.units(free),
                        rises.stream().map(Rise::units).toArray(BigInteger[]::new),
                        rises.stream()
                                .map(rise -> Division.units(rise.claim().weight()))
                                .toArray(BigInteger[]::new));
        for (int i = 0; i < more.length; i++) {
            Rise rise = rises.get(i);
            Amount share = rise.free().plus(Division.amount(more[i]));
            if (share.isMoreThan(rise.from())) {
                raised.put(rise.claim().tenant(), share);
            }
        }
        return raised;
    }

    /** A share that is to be raised. Up to what its member holds already it costs nothing. */
    private record Rise(Claim claim, Standing standing, Amount target) {
        Amount from() {
            return standing.share() == null ? Amount.ZERO : standing.share();
        }

        Amount free() {
            return target.min(standing.held());
        }

        BigInteger units() {
            return Division.units(target.minus(free()));
        }
    }
}
