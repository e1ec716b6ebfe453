package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static headroom.quota.rule.Grove.limit;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Limit 100, burst 200 for 900 s: 90000 unit-seconds. */
class BurstAccountTest {
    private static final Limits LIMITS = burst(100, 200, 900);
    private static final BurstAccount FULL = BurstAccount.full(LIMITS, START);
    private static final BurstAccount EMPTY = new BurstAccount(BigDecimal.ZERO, START);

    @Test
    void q7_beginsFull() {
        assertThat(FULL.unitSeconds()).isEqualByComparingTo("90000");
        assertThat(FULL.asOf()).isEqualTo(START);
        assertThat(FULL.isEmpty()).isFalse();
        assertThat(EMPTY.isEmpty()).isTrue();
    }

    @Test
    void q7_drainsByWhatStandsAboveTheEffectiveLimit() {
        BurstAccount after = FULL.at(START.plusSeconds(60), LIMITS, amount(150));
        assertThat(after.unitSeconds()).isEqualByComparingTo("87000");
        assertThat(after.asOf()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void q7_lastsTheBurstSecondsAtTheBurstLimit() {
        assertThat(FULL.at(START.plusSeconds(899), LIMITS, amount(200)).unitSeconds())
                .isEqualByComparingTo("100");
        assertThat(FULL.at(START.plusSeconds(900), LIMITS, amount(200)).isEmpty())
                .isTrue();
        assertThat(FULL.at(START.plusSeconds(100_000), LIMITS, amount(200)).unitSeconds())
                .isEqualByComparingTo("0");
    }

    @Test
    void q7_refillsFromEmptyToFullInADay() {
        assertThat(EMPTY.at(START.plus(Duration.ofHours(12)), LIMITS, amount(0)).unitSeconds())
                .isEqualByComparingTo("45000");
        assertThat(EMPTY.at(START.plus(Duration.ofHours(24)), LIMITS, amount(0)).unitSeconds())
                .isEqualByComparingTo("90000");
        assertThat(EMPTY.at(START.plus(Duration.ofHours(48)), LIMITS, amount(0)).unitSeconds())
                .isEqualByComparingTo("90000");
    }

    @Test
    void q7_refillsAlsoExactlyAtTheEffectiveLimit() {
        assertThat(EMPTY.at(START.plusSeconds(86_400), LIMITS, amount(100)).unitSeconds())
                .isEqualByComparingTo("90000");
        assertThat(EMPTY.at(START.plusSeconds(86_400), LIMITS, amount("100.0001"))
                        .unitSeconds())
                .isEqualByComparingTo("0");
    }

    @Test
    void q7_countsMicroseconds() {
        assertThat(FULL.at(START.plusNanos(1_000), LIMITS, amount("100.0001")).unitSeconds())
                .isEqualByComparingTo("89999.9999999999");
        assertThat(FULL.at(START.plusNanos(999), LIMITS, amount(200)).unitSeconds())
                .isEqualByComparingTo("90000");
    }

    @Test
    void aClockThatWentBackChangesNothing() {
        BurstAccount drained = FULL.at(START.plusSeconds(60), LIMITS, amount(150));
        assertThat(drained.at(START, LIMITS, amount(150))).isEqualTo(drained);
        assertThat(drained.at(START.plusSeconds(60), LIMITS, amount(150))).isEqualTo(drained);
    }

    @Test
    void q7_aSmallerCapacityCutsWhatIsThere() {
        Limits smaller = burst(100, 150, 900);
        assertThat(FULL.at(START, smaller, amount(0)).unitSeconds()).isEqualByComparingTo("45000");
        assertThat(FULL.at(START.plusSeconds(1), smaller, amount(0)).unitSeconds())
                .isEqualByComparingTo("45000");
        assertThat(FULL.at(START.plusSeconds(1), limit(100), amount(0)).unitSeconds())
                .isEqualByComparingTo("0");
    }

    @Test
    void q7_tellsWhenItWillBeEmpty() {
        assertThat(FULL.emptyAt(LIMITS, amount(200))).contains(START.plusSeconds(900));
        assertThat(FULL.emptyAt(LIMITS, amount(150))).contains(START.plusSeconds(1_800));
        assertThat(FULL.emptyAt(LIMITS, amount("100.0001"))).contains(START.plusSeconds(900_000_000));
    }

    @Test
    void whenItWillBeEmptyIsRoundedUpToAMicrosecond() {
        BurstAccount account = new BurstAccount(BigDecimal.ONE, START);
        Instant emptyAt = account.emptyAt(LIMITS, amount(103)).orElseThrow();
        assertThat(emptyAt).isEqualTo(START.plusNanos(333_334_000));
        assertThat(account.at(emptyAt, LIMITS, amount(103)).isEmpty()).isTrue();
        assertThat(account.at(emptyAt.minusNanos(1_000), LIMITS, amount(103)).isEmpty())
                .isFalse();
    }

    @Test
    void whatDoesNotDrainIsNeverEmptied() {
        assertThat(FULL.emptyAt(LIMITS, amount(100))).isEmpty();
        assertThat(FULL.emptyAt(LIMITS, amount(0))).isEmpty();
        assertThat(EMPTY.emptyAt(LIMITS, amount(200))).isEmpty();
    }

    @Test
    void whatLastsLongerThanAnyClockIsNeverEmptied() {
        Limits widest = new Limits(Amount.ZERO, BigDecimal.ONE, null, Amount.MAX_INPUT, Limits.MAX_BURST_SECONDS);
        assertThat(BurstAccount.full(widest, START).emptyAt(widest, amount("0.0001")))
                .isEmpty();
        assertThat(BurstAccount.full(widest, START).emptyAt(widest, Amount.MAX_INPUT))
                .contains(START.plusSeconds(Limits.MAX_BURST_SECONDS));
    }

    @Test
    void twoCenturiesAreForetoldAndNoMicrosecondMore() {
        Duration centuries = Duration.ofDays(200 * 366);
        BigDecimal seconds = BigDecimal.valueOf(centuries.toSeconds());
        assertThat(new BurstAccount(seconds, START).emptyAt(LIMITS, amount(101)))
                .contains(START.plus(centuries));
        assertThat(new BurstAccount(seconds.add(new BigDecimal("0.000001")), START).emptyAt(LIMITS, amount(101)))
                .isEmpty();
    }
}
