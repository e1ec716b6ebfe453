package headroom.quota.rule;

import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static headroom.quota.rule.Grove.limit;
import static headroom.quota.rule.Grove.overcommitted;
import static headroom.quota.rule.Grove.soft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import headroom.kernel.FieldError;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void q5_theEffectiveLimitIsTheLimitTimesTheRatio() {
        assertThat(overcommitted(100, "1.5").effective()).isEqualTo(amount(150));
        assertThat(overcommitted(100, "1.00").effective()).isEqualTo(amount(100));
        assertThat(overcommitted(100, "100.00").effective()).isEqualTo(amount(10_000));
        assertThat(limit(100).effective()).isEqualTo(amount(100));
    }

    @Test
    void q5_aProductOfMoreThanFourDigitsIsRoundedDown() {
        Limits limits = new Limits(amount("0.3333"), new BigDecimal("1.01"), null, null, 900);
        assertThat(limits.effective()).isEqualTo(amount("0.3366"));
    }

    @Test
    void q6_soft80At90IsExceededAndAt80OnlyReached() {
        Limits limits = soft(100, 80);
        assertThat(limits.isSoftLimitExceeded(amount(90))).isTrue();
        assertThat(limits.isSoftLimitReached(amount(90))).isTrue();
        assertThat(limits.isSoftLimitExceeded(amount(80))).isFalse();
        assertThat(limits.isSoftLimitReached(amount(80))).isTrue();
        assertThat(limits.isSoftLimitReached(amount("79.9999"))).isFalse();
    }

    @Test
    void q6_withoutASoftLimitNothingIsReached() {
        assertThat(limit(100).isSoftLimitReached(amount(100))).isFalse();
        assertThat(limit(100).isSoftLimitExceeded(amount(1_000))).isFalse();
    }

    @Test
    void q6_aSoftLimitOf0IsReachedByNothingAndExceededByAnything() {
        assertThat(soft(100, 0).isSoftLimitReached(amount(0))).isTrue();
        assertThat(soft(100, 0).isSoftLimitExceeded(amount(0))).isFalse();
        assertThat(soft(100, 0).isSoftLimitExceeded(amount("0.0001"))).isTrue();
    }

    @Test
    void q6_theSoftLimitIsAtMostTheLimit() {
        assertThat(soft(100, 100).brokenRules()).isEmpty();
        assertThat(soft(100, 101).brokenRules())
                .containsExactly(new FieldError("soft_limit", "must be at most limit_value (100), was 101 (Q6)"));
    }

    @Test
    void q7_theBurstLimitIsAtLeastTheEffectiveLimitNotTheRawOne() {
        Limits limits = new Limits(amount(100), new BigDecimal("1.5"), null, amount("149.9999"), 900);
        assertThat(limits.brokenRules())
                .containsExactly(
                        new FieldError("burst_limit", "must be at least the effective limit (150), was 149.9999 (Q7)"));
        assertThat(new Limits(amount(100), new BigDecimal("1.5"), null, amount(150), 900).brokenRules())
                .isEmpty();
    }

    @Test
    void q12_allBrokenRulesAreToldAtOnce() {
        Limits limits = new Limits(amount(100), new BigDecimal("1.5"), amount(120), amount(140), 900);
        assertThat(limits.brokenRules()).extracting(FieldError::field).containsExactly("soft_limit", "burst_limit");
    }

    @Test
    void q7_theAccountHoldsTheSpanTimesTheSeconds() {
        assertThat(burst(100, 200, 900).burstCapacity()).isEqualByComparingTo("90000");
        assertThat(new Limits(amount(100), new BigDecimal("1.5"), null, amount(200), 60).burstCapacity())
                .isEqualByComparingTo("3000");
    }

    @Test
    void q7_withoutABurstLimitTheAccountHoldsNothing() {
        assertThat(limit(100).burstCapacity()).isEqualByComparingTo("0");
        assertThat(burst(100, 100, 900).burstCapacity()).isEqualByComparingTo("0");
        assertThat(burst(100, 50, 900).burstCapacity()).isEqualByComparingTo("0");
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(limit(1).overcommitRatio()).isEqualByComparingTo("1");
        assertThat(limit(1).burstSeconds()).isEqualTo(900);
        assertThat(limit(1).softLimit()).isNull();
        assertThat(limit(1).burstLimit()).isNull();
        assertThat(limit(1).brokenRules()).isEmpty();
    }

    @Test
    void q5_aRatioHasTwoFractionDigitsHoweverItIsWritten() {
        assertThat(overcommitted(100, "1.5")).isEqualTo(overcommitted(100, "1.50"));
        assertThat(overcommitted(100, "2").overcommitRatio()).hasToString("2.00");
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> overcommitted(100, "1.501"));
    }
}
