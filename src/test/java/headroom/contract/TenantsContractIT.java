package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.kernel.Scope;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tenants over HTTP: registered, settled, paused, and kept apart. */
class TenantsContractIT {
    private final Api api = Product.running().api();
    private final Api platform = api.asPlatform();

    @Test
    void aTenantIsRegisteredOnceAndShownToItselfAndThePlatform() {
        String id = api.tenant() + "-new";
        String body = """
                {"id":"%s","name":"Acme","settings":{"child_limits":"any","maximums":{"gpu_hours":5000.5},
                 "ticket_pattern":"[A-Z]+-[0-9]+"}}""".formatted(id);
        Reply registered = platform.post("tenants", body).is(201);
        registered
                .hasText("/id", id)
                .hasText("/name", "Acme")
                .hasText("/settings/child_limits", "any")
                .hasNumber("/settings/maximums/gpu_hours", "5000.5")
                .hasText("/settings/ticket_pattern", "[A-Z]+-[0-9]+");
        assertThat(registered.header("Location").orElseThrow()).endsWith("/api/v1/tenants/" + id);
        assertThat(registered.header("ETag")).contains("\"" + registered.text("/version") + "\"");
        platform.post("tenants", body).isProblem(409, "already-exists");
        assertThat(api.forTenant(id).get("tenants/" + id).is(200).body()).isEqualTo(registered.body());
        assertThat(platform.get("tenants/" + id).is(200).body()).isEqualTo(registered.body());
        api.get("tenants/" + id).isProblem(404, "not-found");
        platform.get("tenants/" + id + "-not").isProblem(404, "not-found");
    }

    @Test
    void theListGoesThroughAllTenantsInPages() {
        List<JsonNode> all = platform.all("tenants?limit=2");
        List<String> ids =
                all.stream().map(tenant -> tenant.path("id").asText()).toList();
        assertThat(ids).contains("default", api.tenant()).doesNotHaveDuplicates();
        platform.get("tenants?limit=0").blames("limit");
        api.get("tenants").isProblem(403, "forbidden");
    }

    @Test
    void whatIsAbsentStaysAndNullRestoresTheDefault() {
        String path = "tenants/" + api.tenant();
        platform.put(path, "{\"settings\":{\"child_limits\":\"any\",\"maximums\":{\"gpu_hours\":5}}}")
                .is(200);
        Reply renamed = platform.put(path, "{\"name\":\"renamed\"}").is(200);
        renamed.hasText("/name", "renamed").hasText("/settings/child_limits", "any");
        Reply reset = platform.put(path, "{\"settings\":{\"child_limits\":null,\"maximums\":null}}")
                .is(200);
        reset.hasText("/settings/child_limits", "within_parent").hasText("/name", "renamed");
        assertThat(reset.body().at("/settings/maximums")).isEmpty();
        platform.with("If-Match", renamed.header("ETag").orElseThrow())
                .put(path, "{\"name\":\"late\"}")
                .isProblem(412, "stale");
        platform.put(path, "{\"id\":\"other\"}").blames("id");
    }

    @Test
    void everyBrokenFieldIsBlamed() {
        platform.post("tenants", "{}").blames("id", "name");
        platform.post("tenants", "{\"id\":\"-x\",\"name\":\"\"}").blames("id", "name");
        platform.put(
                        "tenants/" + api.tenant(),
                        "{\"settings\":{\"ticket_pattern\":\"(\",\"maximums\":{\"gpu_hours\":-1},\"x\":1}}")
                .blames("settings.ticket_pattern", "settings.maximums", "settings.maximums.gpu_hours", "settings.x");
    }

    @Test
    void aQuotaBeyondTheMaximumIsRefusedAndChangesNothing() {
        platform.put("tenants/" + api.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":10}}}")
                .is(200);
        api.createQuota("team", "a", "concurrent_gpus", "11", "")
                .isProblem(422, "beyond-maximum")
                .hasText("/errors/0/field", "limit_value");
        UUID quota = api.quota("team", "a", "10", null);
        Reply before = api.get("quotas/" + quota).is(200);
        api.put("quotas/" + quota, "{\"limit_value\":10.0001}").isProblem(422, "beyond-maximum");
        api.put("quotas/" + quota, "{\"overcommit_ratio\":1.5}")
                .isProblem(422, "beyond-maximum")
                .hasText("/errors/0/field", "overcommit_ratio");
        api.put("quotas/" + quota, "{\"burst_limit\":12}")
                .isProblem(422, "beyond-maximum")
                .hasText("/errors/0/field", "burst_limit");
        assertThat(api.get("quotas/" + quota).is(200).body()).isEqualTo(before.body());
        api.createQuota("team", "a", "gpu_hours", "1000", "").is(201);
    }

    @Test
    void loweringIsNeverBeyondTheMaximum() {
        UUID quota = api.quota("team", "a", "100", null);
        platform.put("tenants/" + api.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":10}}}")
                .is(200);
        api.put("quotas/" + quota, "{\"limit_value\":50}").is(200);
        api.put("quotas/" + quota, "{\"limit_value\":60}").isProblem(422, "beyond-maximum");
    }

    @Test
    void aPausedTenantAllocatesNothingAndGivesBack() {
        UUID quota = api.quota("team", "a", "10", null);
        UUID held = api.allocate(quota, "one", "2", ",\"state\":\"reserved\"")
                .is(201)
                .id();
        Reply paused = api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\"}")
                .is(200);
        paused.hasText("/pause/mode", "deny_new");
        api.allocate(quota, "two", "1").isProblem(409, "tenant-paused").hasText("/mode", "deny_new");
        assertThat(api.post("allocations/check", """
                        {"entity_type":"team","entity_id":"a","resource_type":"concurrent_gpus","requested_value":1}""")
                        .is(200)
                        .body()
                        .path("allowed")
                        .asBoolean())
                .isFalse();
        api.post("allocations/batch", """
                        {"mode":"atomic","items":[{"quota_id":"%s","job_id":"x","requested_value":1}]}""".formatted(quota)).is(409);
        api.post("allocations/" + held + "/commit", null).is(200);
        api.release(held).is(200);
        api.usage(quota).hasNumber("/usage", "0");
        api.post("tenants/" + api.tenant() + "/resume", null).is(200);
        api.allocate(quota, "two", "1").is(201);
    }

    @Test
    void aDrainedTenantNeitherCommitsNorRenews() {
        UUID quota = api.quota("team", "a", "10", null);
        UUID reserved = api.allocate(quota, "one", "2", ",\"state\":\"reserved\"")
                .is(201)
                .id();
        UUID leased = api.allocate(quota, "two", "2", ",\"expires_in\":\"PT1H\"")
                .is(201)
                .id();
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"drain\"}").is(200);
        api.post("allocations/" + reserved + "/commit", null).isProblem(409, "tenant-paused");
        api.post("allocations/" + leased + "/renew", "{\"expires_in\":\"PT2H\"}")
                .isProblem(409, "tenant-paused")
                .hasText("/allocation/id", leased.toString());
        api.release(reserved).is(200);
        api.release(leased).is(200);
    }

    @Test
    void aPauseEndsByItself() throws InterruptedException {
        UUID quota = api.quota("team", "a", "10", null);
        Instant until = Instant.now().plusSeconds(2);
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\",\"until\":\"%s\"}".formatted(until))
                .is(200);
        api.allocate(quota, "one", "1").isProblem(409, "tenant-paused");
        Thread.sleep(2_500);
        api.allocate(quota, "one", "1").is(201);
        assertThat(api.get("tenants/" + api.tenant()).is(200).body().has("pause"))
                .isFalse();
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\",\"until\":\"2020-01-01T00:00:00Z\"}")
                .blames("until");
    }

    @Test
    void thePauseOfOneTenantIsNothingToAnother() {
        Api other = Product.running().api();
        UUID quota = other.quota("team", "a", "10", null);
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"drain\"}").is(200);
        other.allocate(quota, "one", "1").is(201);
        api.post("tenants/" + other.tenant() + "/pause", "{\"mode\":\"drain\"}").isProblem(404, "not-found");
    }

    @Test
    void theHeaderMustAgreeWithTheTokenUnlessItIsThePlatforms() {
        Api other = Product.running().api();
        UUID quota = other.quota("team", "a", "10", null);
        api.with("X-Tenant-Id", api.tenant()).get("quotas").is(200);
        api.with("X-Tenant-Id", other.tenant()).get("quotas").isProblem(403, "forbidden");
        platform.with("X-Tenant-Id", other.tenant()).get("quotas/" + quota).is(200);
        platform.with("X-Tenant-Id", "nobody-" + other.tenant()).get("quotas").isProblem(404, "not-found");
    }

    @Test
    void nothingIsMadeForATenantThatIsNotRegistered() {
        Api stranger = api.withToken(TestIssuer.running().token("stranger", Scope.READ, Scope.QUOTA, Scope.OPERATE));
        stranger.get("quotas").is(200);
        stranger.createQuota("team", "a", "concurrent_gpus", "1", "").isProblem(404, "not-found");
        stranger.post("resource-types", "{\"name\":\"x\",\"unit\":\"x\",\"kind\":\"concurrent\"}")
                .isProblem(404, "not-found");
        stranger.allocate(UUID.randomUUID(), "job", "1").isProblem(404, "not-found");
    }
}
