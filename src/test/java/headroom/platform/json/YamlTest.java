package headroom.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import headroom.platform.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
    @Test
    void saysTheSameAsJsonAndNumbersKeepTheirDigits() {
        assertThat(json("""
                        # what a person writes
                        pools:
                        - name: gpus-eu
                          capacity: 12345678901234.5670
                          small: 0.10
                          none: ~
                          no: no
                          flags: [true, false]
                          nested: {a: -1, b: "1"}
                        """))
                .isEqualTo(
                        "{\"pools\":[{\"name\":\"gpus-eu\",\"capacity\":12345678901234.5670,\"small\":0.10,\"none\":null,"
                                + "\"no\":\"no\",\"flags\":[true,false],\"nested\":{\"a\":-1,\"b\":\"1\"}}]}");
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        String json =
                "{\"a\":\"123\",\"b\":\"no\",\"c\":[0.1,120,100000000000000.0001],\"d\":null,\"e\":true,\"f\":\"x: #\\n\"}";
        assertThat(json(Yaml.of(json))).isEqualTo(json);
    }

    @Test
    void aWordIsNoLongerThanALine() {
        assertThat(json("a: 1 #" + "x".repeat(Yaml.MAX_LINE - 6))).isEqualTo("{\"a\":1}");
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> json("# one\n#" + "x".repeat(Yaml.MAX_LINE)));
        assertThat(refused.refusal().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("body"))
                .satisfies(error -> assertThat(error.message()).contains("no line of more than 262144"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {a: 1, a: 2}                     | a            | is there twice
            {a: [{b: &x [1]}]}               | a[0].b       | must not have anchors and aliases
            {a: *x}                          | a            | must not have anchors and aliases
            {a: !!binary AAAA}               | a            | must not have tags
            {a: {b: .nan}}                   | a.b          | must be a decimal number
            {a: .inf}                        | a            | must be a decimal number
            {a: 0x1f}                        | a            | must be a decimal number
            {a: 010}                         | a            | must be a decimal number
            {a: 1_000}                       | a            | must be a decimal number
            {a: 1111111111222222222233333333334} | a        | a number has at most 30 characters
            """)
    void whatJsonCannotSayIsRefusedNamingTheField(String yaml, String field, String message) {
        RefusedException refused = refused(yaml);
        assertThat(refused.refusal().errors()).hasSize(1);
        assertThat(refused.refusal().errors().get(0).field()).isEqualTo(field);
        assertThat(refused.refusal().errors().get(0).message()).isEqualTo(message);
    }

    @Test
    void severalDocumentsDeepNestingAndWhatIsNoYamlAreRefused() {
        assertThat(refused("a: 1\n---\nb: 2\n").refusal().errors().get(0).message())
                .isEqualTo("must be one document");
        refused("[".repeat(40) + "]".repeat(40));
        refused("a: [1");
        refused("? [1, 2]\n: 3");
    }

    @Test
    void aliasesThatWouldGrowAreRefusedAtOnce() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8), i - 1));
        }
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> assertThat(refused(bomb.toString())
                                .refusal()
                                .errors()
                                .get(0)
                                .field())
                        .isEqualTo("a0"));
    }

    private static String json(String yaml) {
        return new String(Yaml.toJson(yaml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static RefusedException refused(String yaml) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> json(yaml));
        assertThat(refused).isNotNull();
        return refused;
    }
}
