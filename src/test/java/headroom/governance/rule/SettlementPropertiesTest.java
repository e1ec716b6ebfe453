package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.governance.rule.PoolArbitraries.Case;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.jspecify.annotations.Nullable;

/** A pool whose members allocate and release between, and during, the steps of its runs, while demand and strategy change. */
@Domain(PoolArbitraries.class)
@Domain(DomainContext.Global.class)
class SettlementPropertiesTest {
    private static final int ROUNDS = 30;

    @Property(tries = 500)
    void atNoInstantIsMoreHeldThanThereIs(@ForAll Case pool, @ForAll Random random) {
        World world = new World(pool, random);
        for (int round = 0; round < ROUNDS; round++) {
            world.live();
            world.settle(Strategy.values()[1 + random.nextInt(4)], random.nextBoolean());
            assertThat(world.held()).isLessThanOrEqualTo(pool.capacity());
        }
    }

    @Property(tries = 500)
    void onceNobodyUsesMoreThanItsShareAllAreAsTheStrategySays(@ForAll Case pool, @ForAll Random random) {
        World world = new World(pool, random);
        for (int round = 0; round < 5; round++) {
            world.live();
            world.settle(Strategy.PROPORTIONAL, true);
        }
        world.rest();
        Map<TenantId, Amount> targets = world.settle(Strategy.RESERVED, false);
        assertThat(Settlement.isSettled(targets, world.standings)).isTrue();
    }

    @Property(tries = 500)
    void whatIsHeldBeyondALoweredCapacityOnlyFalls(@ForAll Case pool, @ForAll Random random) {
        World world = new World(pool, random);
        world.live();
        world.settle(Strategy.PROPORTIONAL, false);
        world.live();
        Amount half = pool.capacity().timesRoundedDown(new BigDecimal("0.5"));
        world.capacity = half;
        Amount before = world.held();
        for (int round = 0; round < ROUNDS; round++) {
            world.settle(Strategy.PROPORTIONAL, random.nextBoolean());
            assertThat(world.held()).isLessThanOrEqualTo(before.max(half));
            before = world.held();
            world.live();
        }
    }

    /** The members of a pool, and what they do. */
    private static final class World {
        private final Map<TenantId, Standing> standings = new LinkedHashMap<>();
        private final Case pool;
        private final Random random;
        private Amount capacity;
        private Set<TenantId> heldTrees = Set.of();
        private List<Claim> claims;

        World(Case pool, Random random) {
            this.pool = pool;
            this.random = random;
            this.capacity = pool.capacity();
            this.claims = pool.claims();
            claims.forEach(claim -> standings.put(claim.tenant(), new Standing(Amount.ZERO, Amount.ZERO)));
        }

        Amount held() {
            return standings.values().stream().map(Standing::held).reduce(Amount.ZERO, Amount::plus);
        }

        /** Each member allocates within its share or releases some. */
        void live() {
            standings.replaceAll((tenant, standing) -> {
                Amount some = Amount.of(BigDecimal.valueOf(random.nextInt(2_000_000), 4));
                if (random.nextBoolean()) {
                    return new Standing(standing.share(), standing.usage().minus(some.min(standing.usage())));
                }
                Amount wanted = standing.usage().plus(some);
                boolean fits = standing.share() != null && !wanted.isMoreThan(standing.share());
                return fits ? new Standing(standing.share(), wanted) : standing;
            });
        }

        void rest() {
            standings.replaceAll((tenant, standing) -> new Standing(standing.share(), Amount.ZERO));
        }

        /** A run, with life between its steps. */
        Map<TenantId, Amount> settle(Strategy strategy, boolean inGrace) {
            claims = demanding();
            Map<TenantId, Amount> targets = Settlement.targets(strategy, capacity, pool.options(), claims);
            Map<TenantId, Standing> seen = new LinkedHashMap<>(standings);
            heldTrees = Settlement.movable(capacity, false, targets, seen);
            maybeLive(inGrace);
            bind(new LinkedHashMap<>(Settlement.lowered(targets, seen, inGrace)));
            seen = new LinkedHashMap<>(standings);
            maybeLive(inGrace);
            bind(new LinkedHashMap<>(Settlement.trimmed(capacity, seen, claims)));
            seen = new LinkedHashMap<>(standings);
            maybeLive(inGrace);
            bind(Settlement.raised(capacity, false, targets, seen, claims));
            return targets;
        }

        private void maybeLive(boolean lively) {
            if (lively) {
                live();
            }
        }

        private void bind(Map<TenantId, @Nullable Amount> shares) {
            assertThat(heldTrees).containsAll(shares.keySet());
            shares.forEach((tenant, share) ->
                    standings.computeIfPresent(tenant, (same, before) -> new Standing(share, before.usage())));
        }

        private List<Claim> demanding() {
            List<Claim> changed = new ArrayList<>();
            for (Claim claim : claims) {
                Amount demand = claim.open()
                        ? standings.get(claim.tenant()).usage().plus(Amount.of(random.nextInt(50)))
                        : claim.demand();
                changed.add(new Claim(
                        claim.tenant(),
                        claim.weight(),
                        random.nextInt(3),
                        claim.reserved(),
                        claim.max(),
                        demand,
                        claim.open()));
            }
            return changed;
        }
    }
}
