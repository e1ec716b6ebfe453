package headroom.platform.json;

import static headroom.platform.json.Bodies.VALIDATOR;
import static headroom.platform.json.Bodies.errors;
import static headroom.platform.json.Bodies.nested;
import static headroom.platform.json.Bodies.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.platform.http.RefusedException;
import headroom.platform.json.Bodies.Batch;
import headroom.platform.json.Bodies.Colour;
import headroom.platform.json.Bodies.Request;
import headroom.quota.boundary.AllocateRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are read, and where each error is told. */
class StrictJsonTest {
    @Test
    void aBodyOfTheServiceIsToldAllItsErrors() {
        assertThat(errors("""
                        {"entity_type":"team","entity_id":"r","resource_type":"concurrent_gpus","requested_value":55.12345,
                         "job_id":"j2","foo":{"a":1},"metadata":{"a":1e99999}}
                        """, AllocateRequest.class))
                .containsOnly(
                        entry("requested_value", "must have at most 4 fraction digits"),
                        entry("foo", "is not a field here"),
                        entry("metadata", "a number in it is out of range"));
    }

    @Test
    void aBodyThatKeepsTheContractIsRead() {
        Request request = read("""
                {"job_id":"j1","requested_value":55.1234,"burst_seconds":9,"dry_run":true,
                 "quota_id":"0192f0c1-2b3c-7d4e-8f50-0123456789ab","expires_in":"PT10M","colour":"dark_red",
                 "overcommit_ratio":1.5,"metadata":{"a":[1,{"b":null}]}}
                """, Request.class);
        assertThat(request)
                .isEqualTo(new Request(
                        "j1",
                        Amount.of("55.1234"),
                        9,
                        true,
                        UUID.fromString("0192f0c1-2b3c-7d4e-8f50-0123456789ab"),
                        Duration.ofMinutes(10),
                        Colour.DARK_RED,
                        new BigDecimal("1.5"),
                        new Metadata("{\"a\":[1,{\"b\":null}]}")));
    }

    @Test
    void allErrorsAreToldAtOnceWithTheirFields() {
        assertThat(errors("""
                        {"entity":"team","requested_value":55.12345,"job_id":"","foo":{"a":1},"dry_run":"yes",
                         "metadata":{"a":1e99999},"colour":"RED","burst_seconds":1.5}
                        """, Request.class))
                .containsOnly(
                        entry("entity", "is not a field here"),
                        entry("requested_value", "must have at most 4 fraction digits"),
                        entry("job_id", "size must be between 1 and 8"),
                        entry("foo", "is not a field here"),
                        entry("dry_run", "must be true or false"),
                        entry("metadata", "a number in it is out of range"),
                        entry("colour", "must be one of dark_red, blue"),
                        entry("burst_seconds", "must be an integer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[1,{\"a\":[2]}]", "1", "\"x\"", "null", "true", "{}", "[]"})
    void anUnknownFieldIsNamedWhateverItHolds(String value) {
        for (String body : List.of(
                "{\"foo\":" + value + ",\"job_id\":\"j\",\"requested_value\":1}",
                "{\"job_id\":\"j\",\"foo\":" + value + ",\"requested_value\":1}",
                "{\"job_id\":\"j\",\"requested_value\":1,\"metadata\":{\"a\":1},\"foo\":" + value + "}",
                "{\"job_id\":\"j\",\"requested_value\":1,\"foo\":" + value + ",\"metadata\":{\"a\":1}}")) {
            assertThat(errors(body, Request.class)).containsOnly(entry("foo", "is not a field here"));
        }
    }

    @Test
    void fieldsInsideAnUnknownFieldAreNotJudged() {
        assertThat(errors("{\"foo\":{\"job_id\":7},\"job_id\":\"j\",\"requested_value\":1}", Request.class))
                .containsOnlyKeys("foo");
    }

    @Test
    void theNameInJavaIsNotTheNameOnTheWire() {
        assertThat(errors("{\"jobId\":\"j\",\"requested_value\":1}", Request.class))
                .containsOnly(entry("jobId", "is not a field here"), entry("job_id", "must not be null"));
        assertThat(errors("{\"job_id\":\"last\",\"requested_value\":1}", Request.class))
                .containsOnly(entry("job_id", "must not be the last"));
    }

    @Test
    void errorsInArraysAreNamedByTheirPlace() {
        assertThat(errors("""
                        {"items":[
                          {"job_id":"a","requested_value":1},
                          {"job_id":"a","requested_value":0,"bar":{"x":[1]}},
                          {"job_id":7,"requested_value":"1"},
                          null,
                          {"requested_value":1,"metadata":{"n":1e31},"foo":1}
                        ]}
                        """, Batch.class))
                .containsOnly(
                        entry("items[1].requested_value", "must be greater than 0"),
                        entry("items[1].bar", "is not a field here"),
                        entry("items[2].job_id", "must be a string"),
                        entry("items[2].requested_value", "must be a number"),
                        entry("items[3]", "must not be null"),
                        entry("items[4].job_id", "must not be null"),
                        entry("items[4].metadata", "a number in it is out of range"),
                        entry("items[4].foo", "is not a field here"));
    }

    @Test
    void whatIsNoObjectOrNoArrayIsToldAtItsPlace() {
        assertThat(errors(
                        "{\"items\":[7,[1],\"x\",true,{\"foo\":1,\"job_id\":\"j\",\"requested_value\":1}]}",
                        Batch.class))
                .containsOnly(
                        entry("items[0]", "must be an object"),
                        entry("items[1]", "must be an object"),
                        entry("items[2]", "must be an object"),
                        entry("items[3]", "must be an object"),
                        entry("items[4].foo", "is not a field here"));
        for (String value : List.of("{\"a\":[1]}", "7", "\"x\"", "true")) {
            assertThat(errors("{\"items\":" + value + ",\"foo\":1}", Batch.class))
                    .containsOnly(entry("items", "must be an array"), entry("foo", "is not a field here"));
        }
    }

    @Test
    void whatIsNestedMoreThanThirtyTwoDeepIsRefused() {
        assertThat(read(nested(31), Request.class).metadata()).isNotNull();
        assertThat(errors(nested(32), Request.class))
                .hasEntrySatisfying("body", message -> assertThat(message).contains("nesting of 32"));
        assertThat(errors("[".repeat(100_000), Request.class)).containsOnlyKeys("body");
    }

    @Test
    void whatWasWrongBeforeALimitIsToldToo() {
        assertThat(errors("{\"foo\":1,\"job_id\":\"j\",\"requested_value\":" + "9".repeat(31) + "}", Request.class))
                .containsKey("body");
    }

    @Test
    void aDuplicateFieldIsRefused() {
        assertThat(errors("{\"job_id\":\"a\",\"job_id\":\"b\",\"requested_value\":1}", Request.class))
                .hasEntrySatisfying("body", message -> assertThat(message).contains("Duplicate field 'job_id'"));
        assertThat(errors("{\"job_id\":\"a\",\"requested_value\":1,\"metadata\":{\"x\":1,\"x\":2}}", Request.class))
                .hasEntrySatisfying("body", message -> assertThat(message).contains("Duplicate field 'x'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{\"job_id\":}",
                "{\"job_id\":\"a\",}",
                "{'job_id':'a'}",
                "{} {}",
                "[]",
                "[{}]",
                "7",
                "\"x\"",
                "true",
                "null",
                "{\"job_id\":\"a\u0000\"}",
                "NaN",
                "{\"requested_value\":NaN}",
                "{\"requested_value\":01}",
                "{\"requested_value\":+1}",
                "{\"requested_value\":.5}",
                "// x\n{}",
                "\uFEFF{"
            })
    void whatIsNoObjectIsRefusedAsAWhole(String body) {
        assertThat(errors(body, Request.class))
                .containsOnlyKeys("body")
                .allSatisfy((field, message) -> assertThat(message)
                        .doesNotContain("com.fasterxml")
                        .doesNotContain("java.")
                        .doesNotContain("headroom."));
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] body = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> StrictJson.read(body, Request.class, VALIDATOR));
        assertThat(refused.refusal().errors()).extracting(FieldError::field).containsExactly("body");
    }

    @Test
    void aBodyOfNothingButErrorsIsCut() {
        StringBuilder body = new StringBuilder("{\"job_id\":\"j\",\"requested_value\":1");
        for (int i = 0; i < 500; i++) {
            body.append(",\"x").append(i).append("\":1");
        }
        assertThat(errors(body.append('}').toString(), Request.class)).hasSize(FieldProblems.MAX_ERRORS);
    }
}
