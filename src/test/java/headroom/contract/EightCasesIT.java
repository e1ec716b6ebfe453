package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does, as he does it: a client of his own, tokens asked for with a reason, and the trail afterwards. */
class EightCasesIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> WHY = Map.of("quota_reason", "a larger model", "quota_ticket", "OPS-17");

    private final Api registered = Product.running().api();
    private final Api nobody = registered.without("Authorization");
    private String client;
    private UUID team;

    @BeforeEach
    void anOperatorWithATeam() {
        client = operator(registered);
        team = operatorFor("orch:quota", WHY)
                .createQuota("team", "vision", "concurrent_gpus", "10", "")
                .is(201)
                .id();
    }

    @Test
    void anAdjustmentWithReasonAndTicketIsAppliedAndAudited() {
        operatorFor("orch:quota", WHY)
                .put("quotas/" + team, "{\"limit_value\":12}")
                .is(200);
        operatorFor("orch:read", Map.of()).get("quotas/" + team).is(200).hasNumber("/limit_value", "12");
        JsonNode entry = audited("quota.change");
        assertThat(entry.at("/before/limit_value").asText()).isEqualTo("10");
        assertThat(entry.at("/after/limit_value").asText()).isEqualTo("12");
    }

    @Test
    void withoutAReasonThereIsNoToken() {
        HttpResponse<String> refused = ask("orch:quota", Map.of("quota_ticket", "OPS-17"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_request").doesNotContain("access_token");
        assertThat(audited("token.refuse").at("/actor/client_id").asText()).isEqualTo(client.split(":")[0]);
    }

    @Test
    void aBackfillWithReasonStarts() {
        startBackfill()
                .hasText("/state", "running")
                .hasText("/reason", "lost partition")
                .hasText("/ticket", "OPS-18");
        assertThat(audited("backfill.start").path("ticket").asText()).isEqualTo("OPS-18");
    }

    @Test
    void theDuplicateWithinTheWindowIsRejected() {
        UUID backfill = startBackfill().id();
        String event = "{\"events\":[{\"key\":\"e1\",\"event_time\":\"2026-11-01T10:00:00Z\"}]}";
        Api worker = operatorFor("orch:backfill", Map.of("backfill_reason", "x", "backfill_ticket", "OPS-18"));
        worker.post("backfills/" + backfill + "/events", event).is(200).hasText("/results/0/decision", "process");
        worker.post("backfills/" + backfill + "/events", event).is(200).hasText("/results/0/decision", "duplicate");
    }

    @Test
    void theEntryShowsReasonAndTicketAndWho() {
        JsonNode entry = audited("quota.create");
        assertThat(entry.path("reason").asText()).isEqualTo("a larger model");
        assertThat(entry.path("ticket").asText()).isEqualTo("OPS-17");
        assertThat(entry.at("/actor/client_id").asText()).isEqualTo(client.split(":")[0]);
        assertThat(entry.at("/object/id").asText()).isEqualTo(team.toString());
        assertThat(entry.path("source_address").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void usageShowsLimitsAndUse() {
        operatorFor("orch:operate", Map.of()).allocate(team, "job", "4").is(201);
        operatorFor("orch:read", Map.of())
                .usage(team)
                .hasNumber("/limit", "10")
                .hasNumber("/usage", "4")
                .hasNumber("/available", "6")
                .hasNumber("/utilization_percent", "40");
    }

    @Test
    void anAdjustmentBeyondTheMaximumIsRejected() {
        registered
                .asPlatform()
                .put("tenants/" + registered.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":16}}}")
                .is(200);
        operatorFor("orch:quota", WHY)
                .put("quotas/" + team, "{\"limit_value\":17}")
                .isProblem(422, "beyond-maximum");
        operatorFor("orch:read", Map.of()).usage(team).hasNumber("/limit", "10");
    }

    @Test
    void changingOneTenantLeavesAnotherUntouched() {
        Api other = Product.running().api();
        UUID theirs = other.quota("team", "vision", "10", null);
        String before = other.get("quotas").is(200).http().body();
        operatorFor("orch:quota", WHY)
                .put("quotas/" + team, "{\"limit_value\":3}")
                .is(200);
        operatorFor("orch:quota", WHY)
                .put("quotas/" + theirs, "{\"limit_value\":3}")
                .isProblem(404, "not-found");
        assertThat(other.get("quotas").is(200).http().body()).isEqualTo(before);
    }

    private Reply startBackfill() {
        return operatorFor("orch:backfill", Map.of("backfill_reason", "lost partition", "backfill_ticket", "OPS-18"))
                .post("backfills", """
                        {"source":"events","from":"2026-11-01T00:00:00Z","to":"2026-11-02T00:00:00Z","event_time_window":"PT1H"}""")
                .is(201);
    }

    /** The newest entry of an action. */
    private JsonNode audited(String action) {
        return operatorFor("orch:audit", Map.of())
                .get("audit?limit=1&action=" + action)
                .is(200)
                .body()
                .at("/0/entry");
    }

    /** The platform makes a client for the tenant; its name and secret. */
    private static String operator(Api tenant) {
        Reply made = tenant.asPlatform()
                .with("X-Tenant-Id", tenant.tenant())
                .post("clients", """
                        {"name":"an operator","scopes":["orch:read","orch:operate","orch:quota","orch:backfill","orch:audit"]}""")
                .is(201);
        return made.text("/client_id") + ":" + made.text("/client_secret");
    }

    private Api operatorFor(String scope, Map<String, String> why) {
        HttpResponse<String> answer = ask(scope, why);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return nobody.withToken(answer.body().replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1"));
    }

    private HttpResponse<String> ask(String scope, Map<String, String> why) {
        Map<String, String> form = new TreeMap<>(why);
        form.put("grant_type", "client_credentials");
        form.put("scope", scope);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Product.running().server().url() + "/oauth2/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
