package headroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.00001", "1.12345", "-0.00009", "1e-5"})
    void q3_aFifthFractionDigitIsRefusedAndNotRounded(String tooFine) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.of(tooFine))
                .withMessageContaining("at most 4 fraction digits")
                .withMessageContaining(new BigDecimal(tooFine).toString());
    }

    @ParameterizedTest
    @CsvSource({"1,1.0000", "1.50,1.5", "0,0.0000", "-0.0,0", "1e3,1000", "0.10000000,0.1"})
    void amountsAreEqualWhateverTheirScaleWas(String one, String other) {
        assertThat(Amount.of(one)).isEqualTo(Amount.of(other)).hasSameHashCodeAs(Amount.of(other));
        assertThat(Amount.of(one)).isEqualByComparingTo(Amount.of(other));
    }

    @Test
    void anAmountIsNothingElse() {
        assertThat(Amount.of(1)).isNotEqualTo(Amount.of(2)).isNotEqualTo(null).isNotEqualTo(BigDecimal.ONE);
        assertThat(Amount.of("0.1").hashCode()).isNotEqualTo(Amount.of("0.2").hashCode());
    }

    @ParameterizedTest
    @CsvSource({
        "1000,1000",
        "1e15,1000000000000000",
        "0.5000,0.5",
        "0.0001,0.0001",
        "0.0000,0",
        "-12.30,-12.3",
        "10.0,10"
    })
    void isWrittenWithoutExponentAndWithoutTrailingZeros(String value, String text) {
        assertThat(Amount.of(value)).hasToString(text);
    }

    @Test
    void theDatabaseKeepsFourFractionDigits() {
        assertThat(Amount.of("7").toBigDecimal()).hasToString("7.0000");
    }

    @Test
    void theLargestInputIsTenToTheFifteenth() {
        assertThat(Amount.MAX_INPUT.toBigDecimal()).isEqualByComparingTo(BigDecimal.TEN.pow(15));
    }

    @Test
    void addsAndSubtractsExactlyWhereBinaryFractionsDoNot() {
        assertThat(Amount.of("0.1").plus(Amount.of("0.2"))).isEqualTo(Amount.of("0.3"));
        assertThat(Amount.of("0.3").minus(Amount.of("0.1"))).isEqualTo(Amount.of("0.2"));
        assertThat(Amount.MAX_INPUT.plus(Amount.of("0.0001"))).hasToString("1000000000000000.0001");
    }

    @Test
    void q5_aProductNeverPromisesWhatIsNotThere() {
        assertThat(Amount.of(100).timesRoundedDown(new BigDecimal("1.5"))).isEqualTo(Amount.of(150));
        assertThat(Amount.of("0.0003").timesRoundedDown(new BigDecimal("1.99"))).isEqualTo(Amount.of("0.0005"));
        assertThat(Amount.of("-0.0003").timesRoundedDown(new BigDecimal("1.99")))
                .isEqualTo(Amount.of("-0.0005"));
        assertThat(Amount.MAX_INPUT.timesRoundedDown(new BigDecimal("100.00"))).hasToString("100000000000000000");
    }

    @Test
    void isNegativeZeroOrPositiveAndNeverTwoOfThem() {
        assertThat(Amount.of("-0.0001").isNegative()).isTrue();
        assertThat(Amount.of("-0.0001").isZero()).isFalse();
        assertThat(Amount.of("-0.0001").isPositive()).isFalse();
        assertThat(Amount.ZERO.isNegative()).isFalse();
        assertThat(Amount.ZERO.isZero()).isTrue();
        assertThat(Amount.ZERO.isPositive()).isFalse();
        assertThat(Amount.of("0.0001").isNegative()).isFalse();
        assertThat(Amount.of("0.0001").isZero()).isFalse();
        assertThat(Amount.of("0.0001").isPositive()).isTrue();
    }

    @Test
    void aNegativeRemainderIsReportedAsZero() {
        assertThat(Amount.of(150).minus(Amount.of(160))).isEqualTo(Amount.of(-10));
        assertThat(Amount.of(-10).orZeroIfNegative()).isEqualTo(Amount.ZERO);
        assertThat(Amount.of(10).orZeroIfNegative()).isEqualTo(Amount.of(10));
        assertThat(Amount.of(10).negated()).isEqualTo(Amount.of(-10));
    }

    @Test
    void comparesAsNumbers() {
        assertThat(Amount.of(3).min(Amount.of(2))).isEqualTo(Amount.of(2));
        assertThat(Amount.of(2).min(Amount.of(3))).isEqualTo(Amount.of(2));
        assertThat(Amount.of(3).isMoreThan(Amount.of(2))).isTrue();
        assertThat(Amount.of(2).isMoreThan(Amount.of(2))).isFalse();
        assertThat(Amount.of(2).isMoreThan(Amount.of(3))).isFalse();
        assertThat(Amount.of(2).isAtLeast(Amount.of(2))).isTrue();
        assertThat(Amount.of(3).isAtLeast(Amount.of(2))).isTrue();
        assertThat(Amount.of(2).isAtLeast(Amount.of(3))).isFalse();
        assertThat(Amount.of(-1)).isLessThan(Amount.ZERO);
    }
}
