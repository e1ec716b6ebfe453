package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that the contract forbids: told exactly, at little cost, and nothing changes. */
class BadInputIT {
    private final Api api = Product.running().api();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"x\"",
                "{",
                "{\"a\"}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{} {}",
                "{\"a\":1,}",
                "\u0000",
                "{\"entity_id\":\"a\nb\"}",
                "{\"limit_value\":01}",
                "{\"limit_value\":+1}",
                "{\"entity_id\":\"x\",\"entity_id\":\"y\"}"
            })
    void whatIsNotTheJsonAskedForIsRefused(String body) {
        api.post("quotas", body).isProblem(400, "validation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1",
                "-0.0001",
                "0.00001",
                "1000000000000000.0001",
                "1e16",
                "1e1000000",
                "1e-5",
                "\"5\"",
                "true",
                "null",
                "[1]",
                "{}",
                "1000000000000000000000000000001"
            })
    void aLimitIsANumberFrom0To10ToThe15WithFourFractionDigits(String limit) {
        api.createQuota("team", "ml", "concurrent_gpus", limit, "").isProblem(400, "validation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0001", "1000000000000000", "1e3", "5.00000", "1E+2"})
    void theLimitsOfALimitAreAccepted(String limit) {
        api.createQuota("team", "ml", "concurrent_gpus", limit, "").is(201).hasNumber("/limit_value", limit);
    }

    @Test
    void allErrorsAreToldAtOnce() {
        api.post("quotas", """
                        {"entity_type":"club","entity_id":"","resource_type":"GPU hours","limit_value":-1,"soft_limit":"x",
                         "burst_seconds":0,"overcommit_ratio":0.99,"period":"fortnight","parent_id":"1","colour":"red"}""")
                .blames(
                        "entity_type",
                        "entity_id",
                        "resource_type",
                        "limit_value",
                        "soft_limit",
                        "burst_seconds",
                        "overcommit_ratio",
                        "period",
                        "parent_id",
                        "colour");
        api.post("quotas", "{}").blames("entity_type", "entity_id", "resource_type", "limit_value");
        api.post("allocations", "{}").blames("job_id", "requested_value", "quota");
    }

    @Test
    void stringsHaveTheirLengthsAndNoControlCharacters() {
        api.createQuota("team", "e".repeat(255), "concurrent_gpus", "1", "").is(201);
        api.createQuota("team", "e".repeat(256), "concurrent_gpus", "1", "").blames("entity_id");
        api.createQuota("team", "a\\u0000b", "concurrent_gpus", "1", "").blames("entity_id");
        api.createQuota("team", "a\\u001bb", "concurrent_gpus", "1", "").blames("entity_id");
        api.createQuota("team", "a\\ud800b", "concurrent_gpus", "1", "").blames("entity_id");
        UUID team = api.createQuota("team", "größe 😀 \\\"quoted\\\" \\\\ {x,y}", "concurrent_gpus", "9", "")
                .is(201)
                .hasText("/entity_id", "größe 😀 \"quoted\" \\ {x,y}")
                .id();
        api.allocate(team, "j".repeat(128), "1").is(201);
        api.allocate(team, "j".repeat(129), "1").blames("job_id");
        api.allocate(team, "NULL", "1").is(201).hasText("/job_id", "NULL");
        api.allocate(team, "a,b{}\\\"'\\\\", "1").is(201).hasText("/job_id", "a,b{}\"'\\");
    }

    @Test
    void metadataIsASmallObjectThatTheDatabaseCanKeep() {
        UUID team = api.quota("team", "ml", "100", null);
        api.allocate(team, "a", "1", ",\"metadata\":{\"k\":\"" + "v".repeat(8_182) + "\"}")
                .is(201);
        api.allocate(team, "b", "1", ",\"metadata\":{\"k\":\"" + "v".repeat(8_192) + "\"}")
                .blames("metadata");
        api.allocate(team, "b", "1", ",\"metadata\":[1]").blames("metadata");
        api.allocate(team, "b", "1", ",\"metadata\":{\"k\":1e400}").blames("metadata");
        api.allocate(team, "b", "1", ",\"metadata\":{\"k\\u0000\":1}").blames("metadata");
        api.allocate(team, "b", "1", ",\"metadata\":{\"k\":\"\\ud800\"}").blames("metadata");
        api.allocate(team, "b", "1", ",\"metadata\":" + "{\"k\":".repeat(40) + "1" + "}".repeat(40))
                .isProblem(400, "validation");
    }

    @Test
    void bodiesAreCountedWhileTheyAreRead() throws IOException, InterruptedException {
        String filler = " ".repeat(70_000);
        api.post("quotas", "{" + filler + "}").isProblem(413, "too-large");
        api.post("allocations/batch", "{" + filler + "}").isProblem(400, "validation");
        api.post("allocations/batch", "{" + " ".repeat(1_048_576) + "}").isProblem(413, "too-large");
        HttpRequest chunked = HttpRequest.newBuilder(
                        URI.create(Product.running().server().url() + "/api/v1/quotas"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TestIssuer.running().token(api.tenant()))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(filler.getBytes(StandardCharsets.US_ASCII))))
                .build();
        int status = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(chunked, HttpResponse.BodyHandlers.ofString())
                .statusCode();
        assertThat(status).isEqualTo(413);
    }

    /** One such number costs an unguarded parser seconds of CPU. */
    @Test
    @Timeout(20)
    void aHugeNumberIsRefusedAsText() {
        for (int i = 0; i < 20; i++) {
            api.createQuota("team", "ml", "concurrent_gpus", "9".repeat(60_000), "")
                    .isProblem(400, "validation");
            api.createQuota("team", "ml", "concurrent_gpus", "1e1000000", "").isProblem(400, "validation");
        }
    }
}
