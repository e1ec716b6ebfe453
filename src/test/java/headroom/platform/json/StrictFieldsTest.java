package headroom.platform.json;

import static headroom.platform.json.Bodies.body;
import static headroom.platform.json.Bodies.errors;
import static headroom.platform.json.Bodies.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import headroom.kernel.Amount;
import headroom.platform.json.Bodies.Change;
import headroom.platform.json.Bodies.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type of field lets pass, and what it says of the rest. */
class StrictFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "job_id | 7 | must be a string",
                "job_id | {} | must be a string",
                "job_id | ['a'] | must be a string",
                "job_id | true | must be a string",
                "requested_value | '1' | must be a number",
                "requested_value | [1] | must be a number",
                "requested_value | true | must be a number",
                "requested_value | -1 | must be 0 to 1000000000000000",
                "requested_value | 0 | must be greater than 0",
                "requested_value | 1e15 | ok",
                "requested_value | 1000000000000000.0001 | must be 0 to 1000000000000000",
                "requested_value | 0.00010000 | ok",
                "requested_value | 1e-5 | must have at most 4 fraction digits",
                "requested_value | 1e999 | must be 0 to 1000000000000000",
                "requested_value | 1e-999 | must have at most 4 fraction digits",
                "requested_value | 1e1000000 | must be a decimal number",
                "requested_value | 0e999 | must be greater than 0",
                "burst_seconds | 1.0 | must be an integer",
                "burst_seconds | '1' | must be an integer",
                "burst_seconds | 2147483648 | must be an integer of 32 bits",
                "burst_seconds | -2147483648 | ok",
                "dry_run | 1 | must be true or false",
                "dry_run | 'true' | must be true or false",
                "quota_id | 'x' | must be a UUID",
                "quota_id | '1-1-1-1-1' | must be a UUID",
                "quota_id | 5 | must be a string",
                "expires_in | 'PT0S' | must be more than PT0S and at most PT8784H",
                "expires_in | 'PT-5M' | must be an ISO 8601 duration such as PT10M",
                "expires_in | 'P367D' | must be more than PT0S and at most PT8784H",
                "expires_in | 'P1M' | must be an ISO 8601 duration such as PT10M",
                "expires_in | 'PT99999999999999999999S' | must be an ISO 8601 duration such as PT10M",
                "expires_in | 'P366D' | ok",
                "expires_in | 600 | must be a string",
                "colour | 'BLUE' | must be one of dark_red, blue",
                "colour | 1 | must be a string",
                "colour | 'blue' | ok",
                "overcommit_ratio | '1.5' | must be a number",
                "overcommit_ratio | 1e1000 | must be a decimal number",
                "metadata | [] | must be an object",
                "metadata | 'x' | must be an object",
                "metadata | 1 | must be an object",
                "metadata | null | ok"
            })
    void aWrongTypeOrValueIsToldAtItsField(String field, String value, String message) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("job_id", "\"j\"", "requested_value", "1"));
        fields.put(field, value.replace('\'', '"'));
        String body = body(fields);
        if (message.equals("ok")) {
            assertThat(read(body, Request.class)).isNotNull();
        } else {
            assertThat(errors(body, Request.class)).containsOnly(entry(field, message));
        }
    }

    @Test
    void aNumberOfMoreThanThirtyCharactersNeverBecomesANumber() {
        String thirty = "0." + "0".repeat(28);
        assertThat(read(
                        body(Map.of("job_id", "\"j\"", "requested_value", "1", "overcommit_ratio", thirty)),
                        Request.class))
                .isNotNull();
        assertThat(errors(
                        body(Map.of("job_id", "\"j\"", "requested_value", "1", "overcommit_ratio", thirty + "00")),
                        Request.class))
                .containsOnlyKeys("body");
        assertThat(errors("{\"requested_value\":" + "9".repeat(100_000) + "}", Request.class))
                .hasEntrySatisfying("body", message -> assertThat(message).contains("numbers of 30 characters"));
    }

    @Test
    void aFieldOfAChangeIsAbsentNullOrAValue() {
        Change change = read("{\"limit_value\":5,\"parent_id\":null}", Change.class);
        assertThat(change.limitValue()).isEqualTo(Patch.of(Amount.of(5)));
        assertThat(change.parentId()).isEqualTo(Patch.of(null));
        assertThat(change.burstSeconds()).isEqualTo(Patch.absent());
        assertThat(change.burstSeconds().after(3)).isEqualTo(3);
        assertThat(change.limitValue().after(Amount.ZERO)).isEqualTo(Amount.of(5));
        assertThat(change.parentId().after(new UUID(1, 1))).isNull();
        assertThat(change.limitValue().toOptional()).contains(Amount.of(5));
        assertThat(change.parentId().toOptional()).isEmpty();
    }

    @Test
    void aChangeIsJudgedLikeAnyBody() {
        assertThat(errors("{\"limit_value\":null,\"burst_seconds\":11,\"parent_id\":7,\"x\":{\"y\":1}}", Change.class))
                .containsOnly(
                        entry("limit_value", "must not be null"),
                        entry("burst_seconds", "must be less than or equal to 10"),
                        entry("parent_id", "must be a string"),
                        entry("x", "is not a field here"));
        assertThat(read("{}", Change.class)).isEqualTo(new Change(Patch.absent(), Patch.absent(), Patch.absent()));
    }
}
