package headroom.quota.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limit 100, soft limit 50, the default thresholds unless a test says otherwise. */
class AlarmsTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Limits LIMITS = new Limits(
            Amount.of(100), Limits.DEFAULT_OVERCOMMIT_RATIO, Amount.of(50), null, Limits.DEFAULT_BURST_SECONDS);

    private Alarms alarms = Alarms.NONE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0        | ",
                "49.9999  | ",
                "50       | soft",
                "79.9999  | soft",
                "80       | 80 soft",
                "94.9999  | 80 soft",
                "95       | 80 95 soft",
                "99.9999  | 80 95 soft",
                "100      | 80 95 soft reached",
                "100.0001 | 80 95 soft reached exceeded",
                "500      | 80 95 soft reached exceeded"
            })
    void usageRaisesAnAlarmForEachThresholdThatItHasComeTo(String usage, String raised) {
        assertThat(raised(usage, 0)).isEqualTo(raised == null ? "" : raised);
    }

    @Test
    void aCrossingIsToldOnceHoweverOftenUsageSwings() {
        assertThat(raised("85", 0)).isEqualTo("80 soft");
        assertThat(raised("79", 1)).isEmpty();
        assertThat(raised("85", 2)).isEmpty();
        assertThat(raised("76", 30)).isEmpty();
        assertThat(raised("80", 120)).isEmpty();
    }

    @Test
    void anAlarmEndsAfterAMinuteFivePointsBelow() {
        raised("80", 0);
        assertThat(cleared("75", 10)).isEmpty();
        assertThat(alarms.clearAt()).contains(at(70));
        assertThat(cleared("75", 69)).isEmpty();
        assertThat(cleared("75", 70)).isEqualTo("80");
        assertThat(alarms.clearAt()).isEmpty();
    }

    @Test
    void aMomentAboveBeginsTheMinuteAnew() {
        raised("80", 0);
        cleared("75", 10);
        assertThat(cleared("75.0001", 60)).isEmpty();
        assertThat(alarms.clearAt()).isEmpty();
        cleared("75", 61);
        assertThat(cleared("75", 120)).isEmpty();
        assertThat(cleared("75", 121)).isEqualTo("80");
    }

    @Test
    void whatHasEndedCanBeRaisedAgain() {
        raised("80", 0);
        cleared("10", 1);
        assertThat(cleared("10", 61)).isEqualTo("80 soft");
        assertThat(raised("80", 62)).isEqualTo("80 soft");
    }

    @Test
    void fivePointsAreOfTheEffectiveLimit() {
        raised("50", 0);
        cleared("45.0001", 1);
        assertThat(alarms.clearAt()).isEmpty();
        cleared("45", 2);
        assertThat(alarms.clearAt()).contains(at(62));
    }

    @Test
    void aLevelOfFivePointsOrLessEndsAtNothing() {
        alarms = alarms.with(List.of(new BigDecimal("3")));
        raised("3", 0);
        cleared("0.0001", 1);
        assertThat(alarms.clearAt()).isEmpty();
        cleared("0", 2);
        assertThat(cleared("0", 62)).isEqualTo("3");
    }

    @Test
    void aLimitOfNothingIsReachedAndExceededByAnything() {
        Limits nothing = Limits.of(Amount.ZERO);
        assertThat(alarms.judge(nothing, Amount.ZERO, START).isQuiet()).isTrue();
        assertThat(codes(alarms.judge(nothing, Amount.of(1), START).raised())).isEqualTo("80 95 reached exceeded");
    }

    @Test
    void anAlarmWhoseThresholdIsTakenAwayEndsAtOnce() {
        raised("96", 0);
        alarms = alarms.with(List.of(new BigDecimal("95"), new BigDecimal("60")));
        Alarms.Judged judged = alarms.judge(Limits.of(Amount.of(100)), Amount.of(96), at(1));
        assertThat(codes(judged.cleared())).isEqualTo("80 soft");
        assertThat(codes(judged.raised())).isEqualTo("60");
    }

    @Test
    void percentagesAreRisingAndEachOnce() {
        Alarms own = alarms.with(List.of(new BigDecimal("90.50"), new BigDecimal("10"), new BigDecimal("90.5")));
        assertThat(own.percents()).hasSize(2);
        assertThat(own.percents().get(0)).isEqualByComparingTo("10");
        assertThat(codes(own.judge(Limits.of(Amount.of(1000)), Amount.of(905), START)
                        .raised()))
                .isEqualTo("10 90.5");
    }

    @Test
    void withoutPercentagesTheLimitItselfStillCounts() {
        alarms = alarms.with(List.of());
        assertThat(codes(alarms.judge(Limits.of(Amount.of(10)), Amount.of(9), START)
                        .raised()))
                .isEmpty();
        assertThat(codes(alarms.judge(Limits.of(Amount.of(10)), Amount.of(10), START)
                        .raised()))
                .isEqualTo("reached");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        raised("101", 0);
        cleared("40", 5);
        assertThat(alarms.openAsText()).startsWith("80@2026-11-21T12:00:05Z,95@");
        assertThat(Alarms.openFrom(alarms.openAsText())).isEqualTo(alarms.open());
        assertThat(Alarms.openFrom("")).isEmpty();
        assertThat(Alarms.percentsFrom(null)).isEqualTo(Alarms.DEFAULT_PERCENTS);
        assertThat(Alarms.percentsFrom("")).isEmpty();
        assertThat(Alarms.percentsFrom(Alarms.asText(List.of(new BigDecimal("12.5"), new BigDecimal("99")))))
                .containsExactly(new BigDecimal("12.5"), new BigDecimal("99"));
    }

    @Test
    void aPercentageAndOnlyItHasAPercent() {
        assertThatThrownBy(() -> new Threshold(Threshold.Kind.SOFT, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Threshold(Threshold.Kind.PERCENT, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String raised(String usage, long second) {
        return codes(judge(usage, second).raised());
    }

    private String cleared(String usage, long second) {
        return codes(judge(usage, second).cleared());
    }

    private Alarms.Judged judge(String usage, long second) {
        Alarms.Judged judged = alarms.judge(LIMITS, Amount.of(usage), at(second));
        alarms = judged.after();
        return judged;
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static String codes(List<Threshold> thresholds) {
        return String.join(" ", thresholds.stream().map(Threshold::code).toList());
    }
}
