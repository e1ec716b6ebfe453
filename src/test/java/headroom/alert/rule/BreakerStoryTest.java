package headroom.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.breaker.rule.Cause;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Standing;
import headroom.breaker.rule.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerStoryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTO CLOSED          | AUTO OPEN            | FAILURE_RATE       | opened",
                "AUTO OPEN            | AUTO HALF_OPEN       | DELAY_OVER         | half_open",
                "AUTO HALF_OPEN       | AUTO CLOSED          | PROBES_PASSED      | closed",
                "AUTO HALF_OPEN       | AUTO OPEN            | HALF_OPEN_TOO_LONG | opened",
                "AUTO CLOSED          | FORCED_OPEN CLOSED   | FORCED             | forced",
                "AUTO OPEN            | FORCED_OPEN OPEN     | FORCED             | forced closed",
                "FORCED_OPEN CLOSED   | AUTO HALF_OPEN       | FORCE_ENDED        | unforced half_open",
                "FORCED_CLOSED CLOSED | FORCED_CLOSED OPEN   | FAILURE_RATE       | ",
                "FORCED_CLOSED OPEN   | AUTO OPEN            | FORCE_ENDED        | unforced opened",
                "FORCED_CLOSED CLOSED | FORCED_OPEN CLOSED   | FORCED             | forced",
                "AUTO OPEN            | DISABLED CLOSED      | FORCED             | forced closed",
                "DISABLED CLOSED      | AUTO CLOSED          | FORCE_ENDED        | unforced",
                "AUTO OPEN            | AUTO CLOSED          | RESET              | closed"
            })
    void aMoveIsToldAsItIsFelt(String from, String to, Cause cause, String told) {
        assertThat(String.join(" ", types(standing(from), standing(to), cause))).isEqualTo(told == null ? "" : told);
    }

    private static List<String> types(Standing from, Standing to, Cause cause) {
        BreakerStory story = new BreakerStory(
                "scanner", 7, from, to, cause, "why", null, "dana", Instant.parse("2026-11-21T12:00:00Z"));
        List<News> told = story.tell();
        assertThat(told).allSatisfy(news -> {
            assertThat(news.subject()).isEqualTo("breaker/scanner");
            assertThat(news.key()).startsWith("breaker/scanner/");
            assertThat(news.data()).containsEntry("reason", "why").doesNotContainKey("ticket");
        });
        return told.stream()
                .map(news -> news.type().type().substring("headroom.breaker.".length()))
                .toList();
    }

    private static Standing standing(String text) {
        String[] words = text.split(" ");
        return new Standing(Mode.valueOf(words[0]), State.valueOf(words[1]));
    }
}
