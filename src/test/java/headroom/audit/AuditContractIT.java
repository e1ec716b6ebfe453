package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.audit.control.proof.CanonicalJson;
import headroom.concurrency.Callers;
import headroom.kernel.Scope;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the audit trail shows of what was done, and to whom. */
class AuditContractIT {
    private final Api api = Product.running().api();
    private final Auditor auditor = new Auditor(api);

    @Test
    void aChangeOfAQuotaLeavesWhoWhatAndWhy() {
        UUID quota = api.quota("team", "ml", "10", null);
        api.with("X-Request-Id", "change-1")
                .put("quotas/" + quota, "{\"limit_value\":1234567890.1234}")
                .is(200);
        JsonNode found = only("quota.change");
        JsonNode entry = found.path("entry");
        assertThat(entry.path("tenant").asText()).isEqualTo(api.tenant());
        assertThat(entry.path("sequence").asLong())
                .isEqualTo(found.path("sequence").asLong())
                .isEqualTo(3);
        assertThat(entry.at("/object/type").asText()).isEqualTo("quota");
        assertThat(entry.at("/object/id").asText()).isEqualTo(quota.toString());
        assertThat(entry.at("/before/limit_value").asText()).isEqualTo("10");
        assertThat(entry.at("/after/limit_value").isTextual()).isTrue();
        assertThat(entry.at("/after/limit_value").asText()).isEqualTo("1234567890.1234");
        assertThat(entry.path("reason").asText()).isEqualTo(TestIssuer.REASON);
        assertThat(entry.path("ticket").asText()).isEqualTo(TestIssuer.TICKET);
        assertThat(entry.path("request_id").asText()).isEqualTo("change-1");
        assertThat(entry.path("source_address").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.at("/actor/subject").asText()).isNotBlank();
        assertThat(entry.at("/actor/client_id").asText()).isNotBlank();
        assertThat(entry.at("/actor/token_hash").asText()).matches("[0-9a-f]{64}");
        assertThat(found.path("hash").asText()).isEqualTo(CanonicalJson.hash(CanonicalJson.of(entry.toString())));
    }

    @Test
    void everyAdministrativeCallIsThere() {
        UUID quota = api.quota("team", "ml", "10", null);
        api.put("quotas/" + quota, "{\"limit_value\":11}").is(200);
        api.delete("quotas/" + quota).is(204);
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\"}")
                .is(200);
        api.post("tenants/" + api.tenant() + "/resume", null).is(200);
        assertThat(auditor.entries("").stream().map(it -> it.at("/entry/action").asText()))
                .containsExactly(
                        "tenant.resume",
                        "tenant.pause",
                        "quota.delete",
                        "quota.change",
                        "quota.create",
                        "tenant.register");
        JsonNode deleted = only("quota.delete").path("entry");
        assertThat(deleted.at("/before/limit_value").asText()).isEqualTo("11");
        assertThat(deleted.has("after")).isFalse();
        JsonNode paused = only("tenant.pause").path("entry");
        assertThat(paused.at("/before/pause").isMissingNode()).isTrue();
        assertThat(paused.at("/after/pause/mode").asText()).isEqualTo("deny_new");
        assertThat(paused.path("ticket").asText()).isEqualTo(TestIssuer.TICKET);
    }

    @Test
    void anEntryIsFoundByWhatItSays() {
        UUID quota = api.quota("team", "ml", "10", null);
        UUID other = api.quota("team", "web", "10", null);
        api.put("quotas/" + quota, "{\"limit_value\":11}").is(200);
        Map<String, Object> claims = TestIssuer.running().claims(api.tenant(), Scope.QUOTA);
        claims.putAll(Map.of("quota_reason", "another", "quota_ticket", "OTHER-1", "sub", "somebody"));
        api.withToken(TestIssuer.running().signed(claims))
                .put("quotas/" + other, "{\"limit_value\":12}")
                .is(200);
        assertThat(sequences("")).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(sequences("&action=quota.change")).containsExactly(5L, 4L);
        assertThat(sequences("&object_type=quota")).containsExactly(5L, 4L, 3L, 2L);
        assertThat(sequences("&object_id=" + quota)).containsExactly(4L, 2L);
        assertThat(sequences("&ticket=OTHER-1")).containsExactly(5L);
        assertThat(sequences("&subject=somebody")).containsExactly(5L);
        assertThat(sequences("&action=quota.change&object_id=" + quota + "&ticket=TEST-1"))
                .containsExactly(4L);
        assertThat(sequences("&action=nothing")).isEmpty();
        String third = auditor.entries("").get(2).at("/entry/occurred_at").asText();
        assertThat(sequences("&from=" + third)).containsExactly(5L, 4L, 3L);
        assertThat(sequences("&to=" + third)).containsExactly(2L, 1L);
        assertThat(sequences("&from=" + third + "&to=" + third)).isEmpty();
        JsonNode newest = auditor.entries("").get(0);
        assertThat(api.get("audit/" + newest.at("/entry/id").asText()).is(200).body())
                .isEqualTo(newest);
    }

    private List<Long> sequences(String filters) {
        return auditor.entries(filters).stream()
                .map(it -> it.path("sequence").asLong())
                .toList();
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 6; i++) {
            api.quota("team", "team-" + i, "10", null);
        }
        assertThat(api.get("audit?limit=3").is(200).header("Link")).isPresent();
        assertThat(api.all("audit?limit=3").stream()
                        .map(it -> it.path("sequence").asLong()))
                .containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(api.all("audit?limit=2&action=quota.create")).hasSize(6);
        api.get("audit?limit=0&cursor=x&from=yesterday&nothing=1").blames("limit", "cursor", "from", "nothing");
    }

    @Test
    void onlyAnAuditorSeesIt() {
        Scope[] others = {Scope.READ, Scope.OPERATE, Scope.QUOTA, Scope.PLATFORM};
        Api operator = api.withToken(TestIssuer.running().token(api.tenant(), others));
        for (String path : List.of("audit", "audit/" + UUID.randomUUID(), "audit/keys", "audit/export")) {
            operator.get(path).isProblem(403, "forbidden");
        }
        operator.post("audit/verify", "{}").isProblem(403, "forbidden");
    }

    @Test
    void anothersEntryIsNotThere() {
        String id = auditor.entries("").get(0).at("/entry/id").asText();
        Api other = Product.running().api();
        other.get("audit/" + id).isProblem(404, "not-found");
        assertThat(other.get("audit").is(200).http().body()).doesNotContain(api.tenant());
        assertThat(other.get("audit/export").is(200).http().body()).doesNotContain(api.tenant());
        api.get("audit/no-id").blames("id");
    }

    @Test
    void aRefusedChangeLeavesNoEntry() {
        UUID quota = api.quota("team", "ml", "10", null);
        long before = auditor.entries("").size();
        api.with("If-Match", "\"99\"")
                .put("quotas/" + quota, "{\"limit_value\":11}")
                .isProblem(412, "stale");
        api.createQuota("team", "ml", "concurrent_gpus", "10", "").isProblem(409, "already-exists");
        List<Integer> statuses = Callers.call(
                32,
                32,
                i -> api.createQuota("team", "raced", "concurrent_gpus", "10", "")
                        .status());
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(auditor.entries("")).hasSize((int) before + 1);
        auditor.findNothing(before + 1, List.of());
    }

    @Test
    void manyAtOnceLeaveNoGap() {
        List<UUID> quotas = IntStream.range(0, 32)
                .mapToObj(i -> api.quota("team", "team-" + i, "10", null))
                .toList();
        Callers.call(
                32,
                160,
                i -> api.put("quotas/" + quotas.get(i % 32), "{\"limit_value\":" + (11 + i) + "}")
                        .is(200));
        assertThat(sequences(""))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 192).mapToObj(i -> 193L - i).toList());
        auditor.findNothing(193, List.of());
    }

    @Test
    void theExportIsVerifiableAndCanBeHadInParts() {
        for (int i = 0; i < 5; i++) {
            api.quota("team", "team-" + i, "10", null);
        }
        Reply whole = api.get("audit/export").is(200);
        assertThat(whole.header("Content-Type")).get().asString().startsWith("application/jsonl");
        assertThat(whole.http().body().lines().filter(line -> line.startsWith("{\"sequence\"")))
                .hasSizeGreaterThan(5);
        Auditor.Offline part = auditor.offline(auditor.export("&from_sequence=3&to_sequence=4"), List.of());
        assertThat(part.output()).startsWith("{\"entries\":2,\"first_bad\":null");
        assertThat(part.exitCode()).isZero();
        String broken = whole.http().body();
        assertThat(auditor.offline(broken.substring(0, broken.lastIndexOf("{\"end\"")), List.of())
                        .exitCode())
                .isEqualTo(2);
        api.get("audit/export?format=xml&from_sequence=0").blames("format", "from_sequence");
        api.get("audit/export?from_sequence=5&to_sequence=4").blames("to_sequence");
    }

    @Test
    void theCsvIsHarmless() {
        Map<String, Object> claims = TestIssuer.running().claims(api.tenant(), Scope.QUOTA);
        claims.putAll(Map.of("quota_reason", "=HYPERLINK(\"http://evil\"), \"now\"", "quota_ticket", "@SUM(1)"));
        UUID quota = api.quota("team", "ml", "10", null);
        api.withToken(TestIssuer.running().signed(claims))
                .put("quotas/" + quota, "{\"limit_value\":12}")
                .is(200);
        Reply csv = api.get("audit/export?format=csv&from_sequence=3").is(200);
        assertThat(csv.header("Content-Type")).get().asString().startsWith("text/csv");
        assertThat(csv.http().body())
                .startsWith("sequence,id,occurred_at,subject,client_id,action,")
                .contains("\r\n3,")
                .contains(",\"'=HYPERLINK(\"\"http://evil\"\"), \"\"now\"\"\",\"'@SUM(1)\",")
                .endsWith("\r\n");
    }

    @Test
    void onlyAnchorsOfThisTrailAreTaken() {
        auditor.verify("{\"anchors\":[\"a.b.c\"]}").blames("anchors[0]");
        auditor.verify("{\"anchors\":\"x\",\"more\":1}").blames("anchors", "more");
        api.post("audit/verify", null).is(200);
    }

    private JsonNode only(String action) {
        List<JsonNode> found = auditor.entries("&action=" + action);
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
