package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.governance.rule.PoolArbitraries.Case;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What is true of every division. A tolerance of one unit, a ten-thousandth, is where a member's part was rounded. */
@Domain(PoolArbitraries.class)
@Domain(DomainContext.Global.class)
class DivisionPropertiesTest {
    private static final Amount UNIT = Amount.of("0.0001");

    @Property(tries = 2_000)
    void noShareIsMoreThanIsWantedOrMayBe(@ForAll Strategy strategy, @ForAll Case pool) {
        Map<TenantId, Amount> shares = divide(strategy, pool);
        assertThat(shares).hasSameSizeAs(pool.claims());
        for (Claim claim : pool.claims()) {
            assertThat(shares.get(claim.tenant())).isBetween(Amount.ZERO, claim.wanted());
        }
    }

    @Property(tries = 2_000)
    void togetherTheyGetAllThereIsOrAllTheyWant(@ForAll Strategy strategy, @ForAll Case pool) {
        Amount wanted = sum(pool.claims().stream().map(Claim::wanted).toList());
        Amount given = sum(divide(strategy, pool).values());
        boolean bounded = strategy != Strategy.UNLIMITED && strategy != Strategy.MAX_LIMIT;
        assertThat(given).isEqualTo(bounded ? wanted.min(pool.capacity()) : wanted);
    }

    @Property(tries = 2_000)
    void whatIsReservedAndWantedIsGiven(@ForAll Case pool) {
        Map<TenantId, Amount> shares = divide(Strategy.RESERVED, pool);
        for (Claim claim : pool.claims()) {
            assertThat(shares.get(claim.tenant())).isGreaterThanOrEqualTo(claim.guaranteed());
        }
    }

    @Property(tries = 2_000)
    void nobodyUnmetHasLessByWeightThanAnotherBeyondWhatIsReserved(@ForAll Case pool) {
        for (Strategy strategy : List.of(Strategy.PROPORTIONAL, Strategy.RESERVED)) {
            Map<TenantId, Amount> shares = divide(strategy, pool);
            for (Claim unmet : pool.claims()) {
                Amount share = shares.get(unmet.tenant());
                if (!unmet.wanted().isMoreThan(share)) {
                    continue;
                }
                BigDecimal most = beyond(strategy, unmet, share)
                        .plus(UNIT)
                        .toBigDecimal()
                        .divide(unmet.weight(), MathContext.DECIMAL128);
                for (Claim other : pool.claims()) {
                    BigDecimal has = beyond(strategy, other, shares.get(other.tenant()))
                            .minus(UNIT)
                            .toBigDecimal()
                            .divide(other.weight(), MathContext.DECIMAL128);
                    assertThat(has).isLessThanOrEqualTo(most);
                }
            }
        }
    }

    private static Amount beyond(Strategy strategy, Claim claim, Amount share) {
        return strategy == Strategy.RESERVED ? share.minus(claim.guaranteed()) : share;
    }

    @Property(tries = 2_000)
    void aLowerPriorityGetsMoreThanItsFloorOnlyWhereAllAboveAreMet(@ForAll Case pool) {
        Map<TenantId, Amount> shares = divide(Strategy.PRIORITY, pool);
        Amount floor = pool.claims().isEmpty()
                ? Amount.ZERO
                : Amount.of(pool.capacity()
                        .toBigDecimal()
                        .multiply(pool.options().floorPercent())
                        .divide(BigDecimal.valueOf(100L * pool.claims().size()), 4, RoundingMode.DOWN));
        for (Claim below : pool.claims()) {
            for (Claim above : pool.claims()) {
                boolean beyondFloor = shares.get(below.tenant()).isMoreThan(floor);
                if (above.priority() > below.priority() && beyondFloor) {
                    assertThat(shares.get(above.tenant())).isEqualTo(above.wanted());
                }
            }
            assertThat(shares.get(below.tenant()))
                    .isGreaterThanOrEqualTo(below.wanted().min(floor));
        }
    }

    @Property(tries = 2_000)
    void toWantMoreNeverLowersTheOwnShare(@ForAll Strategy strategy, @ForAll Case pool, @ForAll Random random) {
        Assume.that(!pool.claims().isEmpty());
        List<Claim> claims = new ArrayList<>(pool.claims());
        int who = random.nextInt(claims.size());
        Claim claim = claims.get(who);
        Amount more = claim.demand().plus(Amount.of(BigDecimal.valueOf(random.nextInt(2_000_000), 4)));
        claims.set(
                who,
                new Claim(
                        claim.tenant(),
                        claim.weight(),
                        claim.priority(),
                        claim.reserved(),
                        claim.max(),
                        more,
                        claim.open()));
        Amount before = divide(strategy, pool).get(claim.tenant());
        Amount after = divide(strategy, new Case(pool.capacity(), pool.options(), claims))
                .get(claim.tenant());
        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    @Property(tries = 1_000)
    void theOrderOfTheMembersDoesNotMatter(@ForAll Strategy strategy, @ForAll Case pool, @ForAll Random random) {
        List<Claim> shuffled = new ArrayList<>(pool.claims());
        Collections.shuffle(shuffled, random);
        assertThat(divide(strategy, new Case(pool.capacity(), pool.options(), shuffled)))
                .isEqualTo(divide(strategy, pool));
    }

    @Property(tries = 1_000)
    void scalingEverythingScalesTheResult(@ForAll Strategy strategy, @ForAll Case pool) {
        BigDecimal factor = BigDecimal.valueOf(7);
        List<Claim> scaled = pool.claims().stream()
                .map(claim -> new Claim(
                        claim.tenant(),
                        claim.weight().multiply(factor),
                        claim.priority(),
                        claim.reserved().timesRoundedDown(factor),
                        claim.max() == null ? null : claim.max().timesRoundedDown(factor),
                        claim.demand().timesRoundedDown(factor),
                        claim.open()))
                .toList();
        Map<TenantId, Amount> shares = divide(strategy, pool);
        Map<TenantId, Amount> larger =
                divide(strategy, new Case(pool.capacity().timesRoundedDown(factor), pool.options(), scaled));
        // A floor is rounded down for each member, and so is what others then get of it.
        BigDecimal rounded = UNIT.toBigDecimal()
                .multiply(BigDecimal.valueOf(8L * (1 + pool.claims().size())));
        shares.forEach((tenant, share) -> assertThat(larger.get(tenant)
                        .toBigDecimal()
                        .subtract(share.toBigDecimal().multiply(factor))
                        .abs())
                .isLessThanOrEqualTo(rounded));
    }

    @Property(tries = 1_000)
    void spareLeavesNothingIdleThatSomebodyMayWant(@ForAll Case pool) {
        Map<TenantId, Amount> shares = divide(Strategy.PROPORTIONAL, pool);
        Map<TenantId, Amount> all = Division.withSpare(shares, pool.capacity(), pool.claims());
        Amount given = sum(all.values());
        assertThat(given).isLessThanOrEqualTo(pool.capacity());
        for (Claim claim : pool.claims()) {
            Amount share = all.get(claim.tenant());
            assertThat(share).isGreaterThanOrEqualTo(shares.get(claim.tenant()));
            boolean full = !claim.open() || share.equals(claim.max());
            assertThat(full || given.equals(pool.capacity())).isTrue();
            assertThat(claim.max() != null && share.isMoreThan(claim.max())).isFalse();
        }
    }

    private static Map<TenantId, Amount> divide(Strategy strategy, Case pool) {
        return Division.divide(strategy, pool.capacity(), pool.options(), pool.claims());
    }

    private static Amount sum(Iterable<Amount> amounts) {
        Amount sum = Amount.ZERO;
        for (Amount amount : amounts) {
            sum = sum.plus(amount);
        }
        return sum;
    }
}
