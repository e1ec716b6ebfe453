package headroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Amounts are BigDecimals that kept their promise: every operation against the plain arithmetic. */
class AmountArithmeticTest {
    @Property
    void sumsAndDifferencesAreThoseOfDecimals(@ForAll("decimals") BigDecimal a, @ForAll("decimals") BigDecimal b) {
        assertThat(Amount.of(a).plus(Amount.of(b)).toBigDecimal()).isEqualByComparingTo(a.add(b));
        assertThat(Amount.of(a).minus(Amount.of(b)).toBigDecimal()).isEqualByComparingTo(a.subtract(b));
        assertThat(Amount.of(a).plus(Amount.of(b)).minus(Amount.of(b))).isEqualTo(Amount.of(a));
        assertThat(Amount.of(a).plus(Amount.of(b))).isEqualTo(Amount.of(b).plus(Amount.of(a)));
    }

    @Property
    void orderIsThatOfDecimals(@ForAll("decimals") BigDecimal a, @ForAll("decimals") BigDecimal b) {
        Amount one = Amount.of(a);
        Amount other = Amount.of(b);
        assertThat(one.compareTo(other)).isEqualTo(a.compareTo(b));
        assertThat(one.equals(other)).isEqualTo(a.compareTo(b) == 0);
        assertThat(one.isMoreThan(other)).isEqualTo(a.compareTo(b) > 0);
        assertThat(one.isAtLeast(other)).isEqualTo(a.compareTo(b) >= 0);
        assertThat(one.min(other).toBigDecimal()).isEqualByComparingTo(a.min(b));
        assertThat(one.orZeroIfNegative().toBigDecimal()).isEqualByComparingTo(a.max(BigDecimal.ZERO));
    }

    @Property
    void aProductIsCutTowardsZeroByLessThanTheLastDigit(
            @ForAll("decimals") BigDecimal a, @ForAll("ratios") BigDecimal ratio) {
        BigDecimal exact = a.multiply(ratio);
        BigDecimal product = Amount.of(a).timesRoundedDown(ratio).toBigDecimal();
        assertThat(product).isEqualByComparingTo(exact.setScale(4, RoundingMode.DOWN));
        assertThat(exact.abs().subtract(product.abs()))
                .isNotNegative()
                .isLessThan(BigDecimal.ONE.movePointLeft(Amount.FRACTION_DIGITS));
    }

    @Property
    void whatIsWrittenIsReadAsTheSame(@ForAll("decimals") BigDecimal a) {
        String text = Amount.of(a).toString();
        assertThat(text).matches("-?[0-9]+(\\.[0-9]*[1-9])?");
        assertThat(Amount.of(text)).isEqualTo(Amount.of(a)).hasSameHashCodeAs(Amount.of(a));
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000000000000"), new BigDecimal("1000000000000000"))
                .ofScale(Amount.FRACTION_DIGITS);
    }

    @Provide
    Arbitrary<BigDecimal> ratios() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ONE, BigDecimal.valueOf(100))
                .ofScale(2);
    }
}
