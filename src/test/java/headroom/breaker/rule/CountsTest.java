package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
    @ParameterizedTest(name = "{1} of {0} reach {2} %: {3}")
    @CsvSource({
        "3, 1, 33.33, true",
        "3, 1, 33.34, false",
        "100, 50, 50, true",
        "100, 49, 50, false",
        "0, 0, 0.01, false",
        "10000, 1, 0.01, true",
        "10001, 1, 0.01, false",
        "3000000000000000000, 999900000000000000, 33.33, true",
        "3000000000000000000, 999899999999999999, 33.33, false"
    })
    void ratesAreComparedExactly(long calls, long part, BigDecimal percent, boolean reached) {
        assertThat(new Counts(calls - part, part, 0).isFailureRateAtLeast(percent))
                .isEqualTo(reached);
        assertThat(new Counts(calls, 0, part).isSlowCallRateAtLeast(percent)).isEqualTo(reached);
    }

    @Test
    void ratesAreShownRoundedDown() {
        assertThat(new Counts(1, 2, 1).failureRatePercent()).contains(new BigDecimal("66.66"));
        assertThat(new Counts(1, 2, 1).slowCallRatePercent()).contains(new BigDecimal("33.33"));
        assertThat(Counts.NONE.failureRatePercent()).isEmpty();
    }

    @Test
    void aCallIsSlowFromTheThresholdOnAlsoWhereItFailed() {
        assertThat(Counts.of(Result.SUCCESS, 59_999, Configuration.DEFAULT)).isEqualTo(new Counts(1, 0, 0));
        assertThat(Counts.of(Result.SUCCESS, 60_000, Configuration.DEFAULT)).isEqualTo(new Counts(1, 0, 1));
        assertThat(Counts.of(Result.FAILURE, 60_000, Configuration.DEFAULT)).isEqualTo(new Counts(0, 1, 1));
        assertThat(Counts.of(Result.IGNORED, 60_000, Configuration.DEFAULT)).isEqualTo(Counts.NONE);
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(-1, 2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(2, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(1, 1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(1, 1, -1));
    }
}
