package headroom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An answer of the product, and what a test wants to say of it. */
public record Reply(HttpResponse<String> http) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public int status() {
        return http.statusCode();
    }

    public JsonNode body() {
        try {
            return JSON.readTree(http.body());
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + http.body(), notJson);
        }
    }

    /** The text at a path such as {@code /violations/0/entity_id}. */
    public String text(String pointer) {
        return body().at(pointer).asText();
    }

    public BigDecimal number(String pointer) {
        JsonNode node = body().at(pointer);
        assertThat(node.isNumber())
                .as("%s is a number in %s", pointer, http.body())
                .isTrue();
        return node.decimalValue();
    }

    public UUID id() {
        return UUID.fromString(text("/id"));
    }

    public Optional<String> header(String name) {
        return http.headers().firstValue(name);
    }

    /** Must have this status. */
    public Reply is(int status) {
        assertThat(status()).as("status of %s: %s", http.request(), http.body()).isEqualTo(status);
        return this;
    }

    /** Must be this problem, in the form that all problems have. */
    public Reply isProblem(int status, String name) {
        is(status);
        assertThat(header("Content-Type")).contains("application/problem+json");
        assertThat(text("/type")).isEqualTo("urn:headroom:problem:" + name);
        assertThat(body().path("status").asInt()).isEqualTo(status);
        assertThat(text("/title")).isNotBlank();
        assertThat(text("/detail")).isNotBlank();
        assertThat(text("/instance")).isNotBlank();
        assertThat(http.body()).doesNotContain("Exception", "headroom.", "org.", "com.", "select ", "\tat ");
        return this;
    }

    /** Must be a validation problem that blames exactly these fields. */
    public Reply blames(String... fields) {
        return isProblem(400, "validation").names(fields);
    }

    /** Must be a problem with exactly these fields in its errors. */
    public Reply names(String... fields) {
        List<String> blamed = new ArrayList<>();
        body().path("errors").forEach(error -> blamed.add(error.path("field").asText()));
        assertThat(blamed).as(http.body()).containsExactlyInAnyOrder(fields);
        return this;
    }

    public Reply hasNumber(String pointer, String expected) {
        assertThat(number(pointer)).as("%s of %s", pointer, http.body()).isEqualByComparingTo(expected);
        return this;
    }

    public Reply hasText(String pointer, String expected) {
        assertThat(text(pointer)).as("%s of %s", pointer, http.body()).isEqualTo(expected);
        return this;
    }
}
