package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private final List<Claim> claims = List.of(claim(A, "100"), claim(B, "100"));

    @Test
    void whatAShareBelowUsageHoldsIsNotGivenToOthers() {
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(60), B, Amount.of(60));
        Map<TenantId, Standing> standings = standings("100", "90", "20", "20");
        assertThat(Settlement.lowered(targets, standings, false)).isEqualTo(Map.of(A, Amount.of(60)));
        assertThat(Settlement.raised(Amount.of(120), false, targets, standings("60", "90", "20", "20"), claims))
                .isEqualTo(Map.of(B, Amount.of(30)));
    }

    @Test
    void onlyTreesWhoseShareIsAnotherAreHeldUnlessMoreMayBeHeldThanThereIs() {
        Amount capacity = Amount.of(120);
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(60), B, Amount.of(20));
        assertThat(Settlement.movable(capacity, false, targets, standings("100", "90", "20", "20")))
                .containsExactly(A);
        assertThat(Settlement.movable(capacity, false, targets, standings("60", "0", "20", "20")))
                .isEmpty();
        assertThat(Settlement.movable(capacity, false, targets, standings("60", "0", "20", "61")))
                .containsExactlyInAnyOrder(A, B);
        assertThat(Settlement.movable(capacity, true, targets, standings("60", "0", "20", "61")))
                .isEmpty();
        Map<TenantId, Standing> unbound =
                Map.of(A, new Standing(Amount.of(60), Amount.ZERO), B, new Standing(null, Amount.ZERO));
        assertThat(Settlement.movable(capacity, false, targets, unbound)).containsExactlyInAnyOrder(A, B);
        assertThat(Settlement.movable(capacity, true, targets, unbound)).containsExactly(B);
    }

    @Test
    void inGraceWhoUsesMoreThanItsTargetGoesOnWithWhatItUses() {
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(60), B, Amount.of(60));
        assertThat(Settlement.lowered(targets, standings("100", "90", "20", "20"), true))
                .isEqualTo(Map.of(A, Amount.of(90)));
        assertThat(Settlement.lowered(targets, standings("70", "90", "20", "20"), true))
                .isEmpty();
    }

    @Test
    void oversubscribedItIsGivenAtOnce() {
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(60), B, Amount.of(60));
        assertThat(Settlement.raised(Amount.of(120), true, targets, standings("60", "90", "20", "20"), claims))
                .isEqualTo(Map.of(B, Amount.of(60)));
    }

    @Test
    void maximaThatSumAboveTheCapacityAreServedToWhoComesFirst() {
        List<Claim> both = List.of(open(A, "100"), open(B, "100"));
        Map<TenantId, Amount> targets =
                Settlement.targets(Strategy.MAX_LIMIT, Amount.of(120), PoolOptions.DEFAULT, both);
        assertThat(Settlement.raised(Amount.of(120), false, targets, standings("90", "90", "0", "0"), both))
                .isEqualTo(Map.of(A, Amount.of(100), B, Amount.of(20)));
        assertThat(Settlement.raised(Amount.of(120), false, targets, standings("100", "90", "20", "0"), both))
                .isEmpty();
        PoolOptions oversubscribed = new PoolOptions(true, BigDecimal.ZERO, PoolOptions.DEFAULT_RECLAIM_GRACE);
        assertThat(Settlement.targets(Strategy.MAX_LIMIT, Amount.of(120), oversubscribed, both))
                .isEqualTo(Map.of(A, Amount.of(100), B, Amount.of(100)));
        assertThat(Settlement.targets(Strategy.UNLIMITED, Amount.of(120), PoolOptions.DEFAULT, both))
                .isEmpty();
    }

    @Test
    void whereMoreIsHeldThanThereIsIdleSharesAreTrimmed() {
        assertThat(Settlement.trimmed(Amount.of(120), standings("5", "100", "50", "10"), claims))
                .isEqualTo(Map.of(B, Amount.of(20)));
        assertThat(Settlement.trimmed(Amount.of(120), standings("5", "200", "50", "10"), claims))
                .isEqualTo(Map.of(B, Amount.of(10)));
        assertThat(Settlement.trimmed(Amount.of(120), standings("60", "0", "60", "0"), claims))
                .isEmpty();
    }

    @Test
    void whoIsBoundNoMoreIsUnbound() {
        Map<TenantId, Amount> unbound = new LinkedHashMap<>();
        unbound.put(A, null);
        assertThat(Settlement.raised(
                        Amount.of(120), true, Map.of(B, Amount.of(20)), standings("60", "0", "20", "0"), claims))
                .isEqualTo(unbound);
        assertThat(Settlement.lowered(Map.of(A, Amount.of(5)), standings(null, "9", "20", "0"), false))
                .isEqualTo(Map.of(A, Amount.of(5)));
    }

    @Test
    void itIsQuietWhileEverybodyHasRoom() {
        List<Claim> open = List.of(open(A, null), open(B, null));
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(90), B, Amount.of(30));
        assertThat(Settlement.isQuiet(targets, standings("60", "54", "60", "10"), open))
                .isFalse();
        List<Claim> content = List.of(demanding(A, "54"), demanding(B, "10"));
        assertThat(Settlement.isQuiet(targets, standings("60", "54", "60", "10"), content))
                .isTrue();
        List<Claim> tight = List.of(demanding(A, "54.0001"), demanding(B, "10"));
        assertThat(Settlement.isQuiet(targets, standings("60", "54.0001", "60", "10"), tight))
                .isFalse();
        assertThat(Settlement.isQuiet(
                        Map.of(A, Amount.of(60), B, Amount.of(60)),
                        standings("60", "60", "60", "10"),
                        List.of(demanding(A, "60"), demanding(B, "10"))))
                .isTrue();
        assertThat(Settlement.isQuiet(targets, standings("90", "0", "31", "0"), claims))
                .isFalse();
    }

    @Test
    void itIsNotQuietWhereAShareIsAboveAMaximumOrOnlyOneOfShareAndTargetIsNone() {
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(60), B, Amount.of(60));
        List<Claim> capped = List.of(
                new Claim(A, BigDecimal.ONE, 0, Amount.ZERO, Amount.of(50), Amount.ZERO, true), demanding(B, "0"));
        assertThat(Settlement.isQuiet(targets, standings("50", "0", "60", "0"), capped))
                .isTrue();
        assertThat(Settlement.isQuiet(targets, standings("50.0001", "0", "60", "0"), capped))
                .isFalse();
        List<Claim> idle = List.of(demanding(A, "0"), demanding(B, "0"));
        assertThat(Settlement.isQuiet(targets, standings(null, "0", "60", "0"), idle))
                .isFalse();
        assertThat(Settlement.isQuiet(Map.of(B, Amount.of(60)), standings("60", "0", "60", "0"), idle))
                .isFalse();
        assertThat(Settlement.isQuiet(Map.of(B, Amount.of(60)), standings(null, "0", "60", "0"), idle))
                .isTrue();
    }

    @Test
    void itIsSettledWhereEveryShareIsTheTarget() {
        Map<TenantId, Amount> targets = Map.of(A, Amount.of(60), B, Amount.of(60));
        assertThat(Settlement.isSettled(targets, standings("60", "0", "60", "90")))
                .isTrue();
        assertThat(Settlement.isSettled(targets, standings("60", "0", "59", "0")))
                .isFalse();
        assertThat(Settlement.isSettled(targets, standings(null, "0", "60", "0")))
                .isFalse();
        assertThat(Settlement.isSettled(Map.of(B, Amount.of(60)), standings(null, "0", "60", "0")))
                .isTrue();
    }

    @Test
    void onlyOversubscribedMaximaAreGivenBeyondTheCapacity() {
        PoolOptions oversubscribed = new PoolOptions(true, BigDecimal.ZERO, PoolOptions.DEFAULT_RECLAIM_GRACE);
        List<Claim> three = List.of(
                claim(A, "100"),
                new Claim(B, BigDecimal.ONE, 0, Amount.ZERO, Amount.of(70), Amount.of(90), false),
                open(new TenantId("c"), null));
        assertThat(Settlement.targets(Strategy.MAX_LIMIT, Amount.of(120), oversubscribed, three))
                .isEqualTo(Map.of(A, Amount.of(100), B, Amount.of(70)));
        assertThat(Settlement.targets(Strategy.PROPORTIONAL, Amount.of(120), oversubscribed, three).values().stream()
                        .reduce(Amount.ZERO, Amount::plus))
                .isEqualTo(Amount.of(120));
    }

    private static Map<TenantId, Standing> standings(String shareA, String usageA, String shareB, String usageB) {
        Map<TenantId, Standing> standings = new LinkedHashMap<>();
        standings.put(A, new Standing(shareA == null ? null : Amount.of(shareA), Amount.of(usageA)));
        standings.put(B, new Standing(Amount.of(shareB), Amount.of(usageB)));
        return standings;
    }

    private static Claim claim(TenantId tenant, String demand) {
        return new Claim(tenant, BigDecimal.ONE, 0, Amount.ZERO, null, Amount.of(demand), false);
    }

    private static Claim demanding(TenantId tenant, String demand) {
        return new Claim(tenant, BigDecimal.ONE, 0, Amount.ZERO, null, Amount.of(demand), true);
    }

    private static Claim open(TenantId tenant, String max) {
        return new Claim(
                tenant, BigDecimal.ONE, 0, Amount.ZERO, max == null ? null : Amount.of(max), Amount.of(100), true);
    }
}
