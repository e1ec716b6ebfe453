package headroom.audit.control.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.audit.rule.FoundEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of an entry, read to the letter. */
class EntryTextTest {
    private static final String PREVIOUS = "0".repeat(64);
    private static final String TEXT = """
            {"action":"quota.change","actor":{"client_id":"c","subject":"ops"},"after":{"limit_value":"10"},"id":"x",\
            "object":{"id":"q","type":"quota"},"occurred_at":"2026-11-21T12:00:00.000000Z","previous_hash":"%s",\
            "sequence":7,"tenant":"acme","ticket":"OPS-1"}""".formatted(PREVIOUS);

    @Test
    void saysWhatItSays() {
        EntryText read = EntryText.of(TEXT).orElseThrow();
        assertThat(read.statement()).isEqualTo(new FoundEntry.Statement(7, PREVIOUS, CanonicalJson.hash(TEXT)));
        assertThat(read.filing())
                .isEqualTo(new Filing(
                        "acme", "x", "2026-11-21T12:00:00.000000Z", "ops", "quota.change", "quota", "q", "OPS-1"));
        assertThat(read.at("/after")).isEqualTo("{\"limit_value\":\"10\"}");
        assertThat(read.at("/before")).isEmpty();
    }

    @Test
    void whatIsNotCanonicalToTheLetterIsNoEntry() {
        for (String text : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"sequence\":7}",
                TEXT + " ",
                TEXT + "{}",
                " " + TEXT,
                TEXT.replace(":7", ": 7"),
                TEXT.replace(":7", ":7.0"),
                TEXT.replace(":7", ":\"7\""),
                TEXT.replace("\"ops\"", "\"\\u006fps\""),
                TEXT.replace("\"tenant\":", "\"tenant\":\"other\",\"tenant\":"),
                "{\"z\":1," + TEXT.substring(1))) {
            assertThat(EntryText.of(text)).as(text).isEmpty();
        }
    }

    @Test
    void whatIsNoEntryIsJudgedAsAltered() {
        FoundEntry found = EntryText.found(3, "nonsense", PREVIOUS, read -> true);
        assertThat(found).isEqualTo(new FoundEntry(3, PREVIOUS, null, false));
    }

    /** From RFC 8785, section 3.2.3 and appendix B. */
    @Test
    void theCanonicalFormIsThatOfTheStandard() {
        assertThat(
                        CanonicalJson.of(
                                "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"numbers\":[1E30,4.50]}"))
                .isEqualTo(
                        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"numbers\":[1e+30,4.5],\"\u20ac\":\"Euro Sign\"}");
        assertThat(CanonicalJson.of("{\"a\":1234567890123456.7891}")).isEqualTo("{\"a\":1234567890123456.8}");
        assertThatThrownBy(() -> CanonicalJson.of("{\"a\":1,\"a\":2}")).isInstanceOf(IllegalArgumentException.class);
        assertThat(CanonicalJson.hash("{}"))
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }
}
