package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DivisionTest {
    private static final Amount C = Amount.of(120);

    @ParameterizedTest(name = "{0}, priorities {1}/{2}/{3}, reserved {4}, max {5}, floor {6} %: {7}")
    @CsvSource({
        "UNLIMITED, 0, 0, 0, 0, , 5, 1000/50/10",
        "MAX_LIMIT, 0, 0, 0, 0, 50, 5, 50/50/10",
        "PROPORTIONAL, 0, 0, 0, 0, , 5, 60/50/10",
        "PRIORITY, 1, 3, 2, 0, , 0, 60/50/10",
        "PRIORITY, 3, 2, 1, 0, , 0, 120/0/0",
        "PRIORITY, 3, 2, 1, 0, , 12.5, 110/5/5",
        "PRIORITY, 3, 2, 1, 0, , 5, 116/2/2",
        "PRIORITY, 0, 0, 0, 0, , 0, 60/50/10",
        "RESERVED, 0, 0, 0, 30, , 5, 60/50/10",
        "PROPORTIONAL, 0, 0, 0, 0, 40, 5, 40/40/10"
    })
    void dividesAsPublished(
            Strategy strategy, int a, int b, int c, String reserved, String max, BigDecimal floor, String shares) {
        List<Claim> claims = List.of(
                claim("a", a, reserved, max, "1000"),
                claim("b", b, reserved, max, "50"),
                claim("c", c, reserved, max, "10"));
        assertThat(shares(strategy, floor, claims)).isEqualTo(shares);
    }

    @Test
    void weightsCountInProportion() {
        List<Claim> claims =
                List.of(weighing("a", "1", "1000"), weighing("b", "2.5", "1000"), weighing("c", "0.5", "1000"));
        assertThat(shares(Strategy.PROPORTIONAL, BigDecimal.ZERO, claims)).isEqualTo("30/75/15");
    }

    @Test
    void whatDoesNotDivideGoesToTheLargestRemaindersAndThenToTheLowerIds() {
        List<Claim> claims = List.of(weighing("b", "1", "9"), weighing("c", "1", "9"), weighing("a", "1", "9"));
        assertThat(Division.divide(Strategy.PROPORTIONAL, Amount.of("0.0005"), PoolOptions.DEFAULT, claims))
                .hasToString("{a=0.0002, b=0.0002, c=0.0001}");
        List<Claim> uneven = List.of(weighing("a", "1", "9"), weighing("b", "2", "9"));
        assertThat(Division.divide(Strategy.PROPORTIONAL, Amount.of("0.0001"), PoolOptions.DEFAULT, uneven))
                .hasToString("{a=0, b=0.0001}");
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void theOrderOfTheMembersDoesNotMatter(Strategy strategy) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.add(claim("t" + i, i % 3, "1.5", null, "7.3"));
        }
        Map<TenantId, Amount> shares = Division.divide(strategy, C, PoolOptions.DEFAULT, claims);
        Collections.reverse(claims);
        assertThat(Division.divide(strategy, C, PoolOptions.DEFAULT, claims)).isEqualTo(shares);
        assertThat(shares.keySet()).extracting(TenantId::value).isSorted();
    }

    @Test
    void whatNobodyWantsOfTheLargestPoolIsLeft() {
        for (Strategy strategy : Strategy.values()) {
            List<Claim> claims = List.of(claim("a", 0, "1", null, "3"), claim("b", 0, "1", null, "2"));
            assertThat(Division.divide(strategy, Amount.MAX_INPUT, PoolOptions.DEFAULT, claims))
                    .hasToString("{a=3, b=2}");
        }
    }

    @Test
    void nobodySharesAnEmptyPool() {
        for (Strategy strategy : Strategy.values()) {
            assertThat(Division.divide(strategy, C, PoolOptions.DEFAULT, List.of()))
                    .isEmpty();
            assertThat(Division.withSpare(Map.of(), C, List.of())).isEmpty();
        }
    }

    @Test
    void spareGoesByWeightToThoseWhoMayWantMore() {
        List<Claim> claims = List.of(
                new Claim(new TenantId("a"), BigDecimal.ONE, 0, Amount.ZERO, null, Amount.of(10), true),
                new Claim(new TenantId("b"), BigDecimal.ONE, 0, Amount.ZERO, Amount.of(15), Amount.of(10), true),
                new Claim(new TenantId("c"), BigDecimal.ONE, 0, Amount.ZERO, null, Amount.of(10), false));
        Map<TenantId, Amount> shares = Division.divide(Strategy.PROPORTIONAL, C, PoolOptions.DEFAULT, claims);
        assertThat(Division.withSpare(shares, C, claims)).hasToString("{a=95, b=15, c=10}");
    }

    @Test
    void entitlementsAreWhatEachHasWhenAllWantMore() {
        List<Claim> claims = List.of(claim("a", 0, "30", null, "1"), claim("b", 0, "50", "55", "1"));
        assertThat(Division.entitlements(Strategy.RESERVED, C, claims)).hasToString("{a=30, b=50}");
        assertThat(Division.entitlements(Strategy.PROPORTIONAL, C, claims)).hasToString("{a=65, b=55}");
    }

    private static String shares(Strategy strategy, BigDecimal floor, List<Claim> claims) {
        PoolOptions options = new PoolOptions(false, floor, Duration.ofSeconds(30));
        return Division.divide(strategy, C, options, claims).values().stream()
                .map(Amount::toString)
                .collect(Collectors.joining("/"));
    }

    private static Claim claim(String tenant, int priority, String reserved, String max, String demand) {
        return new Claim(
                new TenantId(tenant),
                BigDecimal.ONE,
                priority,
                Amount.of(reserved),
                max == null ? null : Amount.of(max),
                Amount.of(demand),
                false);
    }

    private static Claim weighing(String tenant, String weight, String demand) {
        return new Claim(new TenantId(tenant), new BigDecimal(weight), 0, Amount.ZERO, null, Amount.of(demand), false);
    }
}
