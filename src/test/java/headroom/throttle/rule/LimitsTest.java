package headroom.throttle.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.FieldError;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What limits may be. */
class LimitsTest {
    @ParameterizedTest
    @CsvSource({
        "0,,,,",
        "1000000,,,,",
        "-1,,,,max_active",
        "1000001,,,,max_active",
        ",1,,,",
        ",1000000,,,",
        ",0,,,max_per_hour",
        ",1000001,,,max_per_hour",
        ",,1,0.001,",
        ",,1000000,1000000,",
        ",,0,1,burst_capacity",
        ",,1000001,1,burst_capacity",
        ",,1,0.0009,refill_per_second",
        ",,1,1.0001,refill_per_second",
        ",,1,0,refill_per_second",
        ",,1,-1,refill_per_second",
        ",,1,1000000.001,refill_per_second",
        ",,1,,refill_per_second",
        ",,,1,burst_capacity",
        ",,,,max_active",
        "5,5,5,5,"
    })
    void eachHasItsRange(Integer active, Integer hour, Integer burst, BigDecimal refill, String blamed) {
        assertThat(new Limits(active, hour, burst, refill).brokenRules())
                .extracting(FieldError::field)
                .isEqualTo(blamed == null ? List.of() : List.of(blamed));
    }

    @Test
    void allThatIsWrongIsTold() {
        assertThat(new Limits(-1, 0, 0, BigDecimal.ZERO).brokenRules())
                .extracting(FieldError::message)
                .containsExactly(
                        "must be 0 to 1000000, was -1",
                        "must be 1 to 1000000, was 0",
                        "must be 1 to 1000000, was 0",
                        "must be 0.001 to 1000000 with at most 3 fraction digits, was 0");
    }

    @Test
    void equalRatesAreEqual() {
        Limits limits = new Limits(null, null, 1, new BigDecimal("10.500"));
        assertThat(limits).isEqualTo(new Limits(null, null, 1, new BigDecimal("10.5")));
        assertThat(new Limits(null, null, 1, new BigDecimal("100.000")).refillPerSecond())
                .hasToString("100");
        assertThat(new Limits(null, null, 1, new BigDecimal("1e6")).refillPerSecond())
                .hasToString("1000000");
        assertThat(new Limits(null, null, 1, new BigDecimal("1e300")).brokenRules())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "*,*,true",
        "import,*,true",
        "*,git,true",
        "import,git,true",
        "export,*,false",
        "*,svn,false",
        "import,svn,false"
    })
    void anAimMatchesWhatItNamesAndAWildcardAll(String jobType, String source, boolean matches) {
        assertThat(new Aim(jobType, source).matches(new JobKind("import", "git")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"a", "Z9", "a.b_c:d/e-f", "0"})
    void aNameIsReadAsItsPatternSays(String name) {
        assertThat(JobKind.isName(name)).isEqualTo(name.matches(JobKind.NAME)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"''", "-a", ".a", "a b", "ä", "*", "a*", "/a", "'a\t'"})
    void whatBreaksThePatternIsNoName(String name) {
        assertThat(JobKind.isName(name)).isEqualTo(name.matches(JobKind.NAME)).isFalse();
    }

    @Test
    void aNameHasAtMost128Characters() {
        assertThat(JobKind.isName("a".repeat(128))).isTrue();
        assertThat(JobKind.isName("a".repeat(129))).isFalse();
    }
}
