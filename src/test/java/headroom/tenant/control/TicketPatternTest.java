package headroom.tenant.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketPatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"[A-Z]+-[0-9]+", "[A-Z]{2,10}-[0-9]{1,8}", "(INC|CHG)[0-9]{7}", "[0-9]{4,}", "a{1000}", "{"})
    void patternsOfTicketsAreTaken(String pattern) {
        assertThat(TicketPattern.isValid(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "a{1001}",
                "(((a{1000}){1000}){1000}){1000}",
                "((a{0,40}){40}){40}",
                "((a{40,}){40,}){40,}",
                "a{99999999999999999999}"
            })
    void brokenOnesAndThoseThatGrowAreNot(String pattern) {
        assertThat(TicketPattern.isValid(pattern)).isFalse();
    }
}
