package headroom.breaker.rule;

import static headroom.breaker.rule.Calls.small;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.FieldError;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @Test
    void defaultsAreThoseOfTheContract() {
        Configuration byDefault = Configuration.DEFAULT;
        assertThat(byDefault.brokenRules()).isEmpty();
        assertThat(byDefault)
                .isEqualTo(new Configuration(
                        new BigDecimal("50.00"),
                        new BigDecimal("100.0"),
                        60_000,
                        100,
                        WindowType.COUNT,
                        100,
                        null,
                        60_000,
                        new BigDecimal("1.0"),
                        3_600_000,
                        10,
                        false,
                        300_000,
                        1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.01, 0", "100, 0", "100.01, 1", "-1, 1", "12.345, 1", "12.34, 0", "1E+500000000, 1"})
    void percentagesAreAbove0AndAtMost100(String percent, int broken) {
        assertThat(small().failing(percent).done().brokenRules())
                .hasSize(broken)
                .allMatch(error -> error.field().equals("failure_rate_percent"));
        assertThat(small().slow(percent).done().brokenRules())
                .hasSize(broken)
                .allMatch(error -> error.field().equals("slow_call_rate_percent"));
    }

    @Test
    void aCountWindowHoldsAtLeastTheMinimum() {
        assertThat(small().minimum(5).count(4).done().brokenRules())
                .containsExactly(
                        new FieldError("minimum_calls", "must be at most window_size (4) in a count window, was 5"));
        assertThat(small().minimum(5).time(4).done().brokenRules()).isEmpty();
    }

    @Test
    void aTimeWindowIsAtMostAnHour() {
        assertThat(small().time(3_600).done().brokenRules()).isEmpty();
        assertThat(small().time(3_601).done().brokenRules())
                .containsExactly(new FieldError("window_size", "must be 1 to 3600, was 3601"));
        assertThat(small().count(10_000).done().brokenRules()).isEmpty();
        assertThat(small().count(10_001).done().brokenRules())
                .containsExactly(new FieldError("window_size", "must be 1 to 10000, was 10001"));
    }

    @Test
    void theLongestDelayIsAtLeastTheFirst() {
        assertThat(small().delay(60_000, "2", 59_999).done().brokenRules())
                .containsExactly(
                        new FieldError("open_delay_max_ms", "must be at least open_delay_ms (60000), was 59999"));
        assertThat(small().delay(60_000, "2", 60_000).done().brokenRules()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.99, 1", "1, 0", "100, 0", "100.01, 1", "1.001, 1"})
    void theFactorNeverShrinksTheDelay(String factor, int broken) {
        assertThat(small().delay(1, factor, 2).done().brokenRules())
                .hasSize(broken)
                .allMatch(error -> error.field().equals("open_delay_factor"));
    }

    @Test
    void allBrokenRulesAreToldAtOnceInTheOrderOfTheFields() {
        Configuration nothing = new Configuration(
                BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, WindowType.COUNT, 0, 0, 0, BigDecimal.ZERO, -1, 0, false, 0, 0);
        assertThat(nothing.brokenRules())
                .extracting(FieldError::field)
                .containsExactly(
                        "failure_rate_percent",
                        "slow_call_rate_percent",
                        "slow_call_ms",
                        "minimum_calls",
                        "window_size",
                        "consecutive_failures",
                        "open_delay_ms",
                        "open_delay_factor",
                        "open_delay_max_ms",
                        "open_delay_max_ms",
                        "half_open_calls",
                        "half_open_max_ms",
                        "quorum_callers");
    }

    @ParameterizedTest(name = "opening {3} of {0} ms by {1} at most {2} ms lasts {4} ms")
    @CsvSource({
        "1000, 1, 60000, 1, 1000",
        "1000, 1, 60000, 9999, 1000",
        "1000, 2, 60000, 1, 1000",
        "1000, 2, 60000, 2, 2000",
        "1000, 2, 60000, 4, 8000",
        "1000, 2, 60000, 7, 60000",
        "1000, 2, 60000, 10000, 60000",
        "1, 1.5, 60000, 3, 2",
        "1, 1.5, 60000, 4, 3",
        "1, 1.01, 86400000, 10000, 86400000"
    })
    void theDelayGrowsByTheFactorUpToTheCap(long base, String factor, long max, int openings, long expected) {
        assertThat(small().delay(base, factor, max).done().openDelay(openings)).isEqualTo(Duration.ofMillis(expected));
    }

    @Test
    void aLeaseOutlivesASlowCall() {
        assertThat(small().done().lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Configuration.DEFAULT.lease()).isEqualTo(Duration.ofSeconds(120));
    }
}
