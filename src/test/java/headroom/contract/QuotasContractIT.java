package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The quota calls of docs/api.md, each status of each. */
class QuotasContractIT {
    private final Api api = Product.running().api();

    @Test
    void aQuotaIsMadeAndShownWithItsVersion() {
        Reply made = api.createQuota(
                        "organization",
                        "acme",
                        "concurrent_gpus",
                        "100",
                        ",\"soft_limit\":80,\"burst_limit\":200,\"burst_seconds\":60,\"overcommit_ratio\":1.5")
                .is(201)
                .hasText("/entity_type", "organization")
                .hasNumber("/limit_value", "100")
                .hasNumber("/soft_limit", "80")
                .hasNumber("/burst_limit", "200")
                .hasNumber("/overcommit_ratio", "1.5")
                .hasNumber("/burst_seconds", "60");
        assertThat(made.header("Location").orElseThrow()).endsWith("/api/v1/quotas/" + made.id());
        Reply shown = api.get("quotas/" + made.id()).is(200);
        assertThat(shown.header("ETag")).isEqualTo(made.header("ETag")).isPresent();
        assertThat(shown.body()).isEqualTo(made.body());
    }

    @Test
    void aSecondQuotaOfTheSameNameIsRefusedAndNamesTheFirst() {
        UUID first = api.quota("team", "ml", "10", null);
        api.createQuota("team", "ml", "concurrent_gpus", "20", "")
                .isProblem(409, "already-exists")
                .hasText("/quota_id", first.toString());
        api.createQuota("team", "ml", "storage_gb", "20", "").is(201);
        Product.running()
                .api()
                .createQuota("team", "ml", "concurrent_gpus", "20", "")
                .is(201);
    }

    @Test
    void everyBrokenRuleOfANewQuotaIsToldAtOnce() {
        UUID organization = api.quota("organization", "acme", "100", null);
        Reply refused = api.createQuota(
                        "user",
                        "ada",
                        "concurrent_gpus",
                        "150",
                        ",\"soft_limit\":160,\"burst_limit\":140,\"period\":\"month\",\"parent_id\":\"" + organization
                                + "\"")
                .isProblem(422, "invalid-quota");
        assertThat(fields(refused))
                .containsExactlyInAnyOrder("soft_limit", "burst_limit", "period", "parent_id", "limit_value", "period");
    }

    @Test
    void q1_theHierarchyIsKept() {
        UUID organization = api.quota("organization", "acme", "100", null);
        UUID team = api.quota("team", "ml", "100", organization);
        UUID user = api.quota("user", "ada", "100", team);
        String below = ",\"parent_id\":\"%s\"";
        refusedHierarchy(api.createQuota("organization", "b", "concurrent_gpus", "1", below.formatted(organization)));
        refusedHierarchy(api.createQuota("user", "b", "concurrent_gpus", "1", below.formatted(organization)));
        refusedHierarchy(api.createQuota("team", "b", "concurrent_gpus", "1", below.formatted(user)));
        refusedHierarchy(api.createQuota("team", "b", "storage_gb", "1", below.formatted(organization)));
        refusedHierarchy(api.createQuota("team", "b", "concurrent_gpus", "1", below.formatted(UUID.randomUUID())));
        refusedHierarchy(api.createQuota("team", "b", "concurrent_gpus", "101", below.formatted(organization)));
        UUID at = organization;
        for (int depth = 2; depth <= 16; depth++) {
            at = api.quota("team", "depth-" + depth, "100", at);
        }
        refusedHierarchy(api.createQuota("team", "depth-17", "concurrent_gpus", "1", below.formatted(at)));
    }

    private static void refusedHierarchy(Reply reply) {
        reply.isProblem(422, "invalid-hierarchy");
    }

    @Test
    void q11_anUnknownResourceTypeIsRefusedUntilItIsRegistered() {
        api.createQuota("team", "ml", "fpga_hours", "10", "").isProblem(422, "invalid-quota");
        String type = "{\"name\":\"fpga_hours\",\"unit\":\"FPGA hour\",\"kind\":\"consumable\"}";
        api.post("resource-types", type).is(201).hasText("/kind", "consumable");
        api.post("resource-types", type).isProblem(409, "already-exists");
        api.post("resource-types", type.replace("fpga_hours", "gpu_hours")).isProblem(409, "already-exists");
        api.createQuota("team", "ml", "fpga_hours", "10", ",\"period\":\"week\"")
                .is(201);
        assertThat(api.get("resource-types").is(200).body()).hasSize(14);
        assertThat(Product.running().api().get("resource-types").is(200).body()).hasSize(13);
    }

    @Test
    void listsAreFilteredAndPaged() {
        UUID organization = api.quota("organization", "acme", "100", null);
        List<String> teams = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            teams.add(api.quota("team", "team-" + i, "10", organization).toString());
        }
        assertThat(ids(api.get("quotas?entity_type=organization"))).containsExactly(organization.toString());
        assertThat(ids(api.get("quotas?entity_id=team-3&entity_type=team"))).containsExactly(teams.get(3));
        assertThat(ids(api.get("quotas?resource_type=storage_gb"))).isEmpty();
        assertThat(ids(api.get("quotas"))).hasSize(8);
        List<String> walked = new ArrayList<>();
        String path = "quotas?limit=3&parent_id=" + organization;
        while (path != null) {
            Reply page = api.get(path).is(200);
            assertThat(page.body().size()).isBetween(1, 3);
            walked.addAll(ids(page));
            path = page.header("Link").map(QuotasContractIT::next).orElse(null);
        }
        assertThat(walked).containsExactlyElementsOf(teams);
        api.get("quotas?limit=0").blames("limit");
        api.get("quotas?limit=501&entity_type=club&parent_id=x&cursor=%21&offset=3")
                .blames("limit", "entity_type", "parent_id", "cursor", "offset");
        api.get("quotas?limit=1&limit=2").blames("limit");
    }

    @Test
    void q12_aChangeIsValidatedAsAWholeAndHonoursIfMatch() {
        UUID organization = api.quota("organization", "acme", "100", null);
        UUID team = api.quota("team", "ml", "60", organization);
        String etag = api.get("quotas/" + team).header("ETag").orElseThrow();
        Reply changed = api.with("If-Match", etag)
                .put("quotas/" + team, "{\"limit_value\":70,\"soft_limit\":50}")
                .is(200)
                .hasNumber("/limit_value", "70")
                .hasNumber("/soft_limit", "50");
        assertThat(changed.header("ETag")).isNotEqualTo(java.util.Optional.of(etag));
        api.with("If-Match", etag).put("quotas/" + team, "{\"limit_value\":80}").isProblem(412, "stale");
        api.with("If-Match", "x").put("quotas/" + team, "{\"limit_value\":80}").blames("If-Match");
        api.with("If-Match", "*").put("quotas/" + team, "{}").is(200).hasNumber("/soft_limit", "50");
        Reply refused = api.put("quotas/" + team, "{\"limit_value\":101,\"soft_limit\":102}")
                .isProblem(422, "invalid-quota");
        assertThat(fields(refused)).containsExactlyInAnyOrder("soft_limit", "limit_value");
        api.get("quotas/" + team).hasNumber("/limit_value", "70");
        assertThat(api.put("quotas/" + team, "{\"soft_limit\":null}")
                        .is(200)
                        .body()
                        .path("soft_limit")
                        .isNull())
                .isTrue();
        api.put("quotas/" + organization, "{\"limit_value\":69}").isProblem(422, "invalid-hierarchy");
        api.put("quotas/" + team, "{\"limit_value\":null}").blames("limit_value");
        api.put("quotas/" + team, "{\"entity_id\":\"other\"}").blames("entity_id");
        api.put("quotas/" + UUID.randomUUID(), "{}").isProblem(404, "not-found");
        api.put("quotas/x", "{}").blames("id");
    }

    @Test
    void q12_deletionNeedsThatNothingBelowIsLive() {
        UUID organization = api.quota("organization", "acme", "100", null);
        UUID team = api.quota("team", "ml", "60", organization);
        UUID user = api.quota("user", "ada", "60", team);
        UUID allocation = api.allocate(user, "job", "5").is(201).id();
        api.delete("quotas/" + team).isProblem(409, "has-children");
        api.delete("quotas/" + team + "?cascade=true").isProblem(409, "has-live-allocations");
        api.delete("quotas/" + user).isProblem(409, "has-live-allocations");
        api.release(allocation).is(200);
        api.with("If-Match", "\"99\"")
                .delete("quotas/" + team + "?cascade=true")
                .isProblem(412, "stale");
        api.delete("quotas/" + team + "?cascade=maybe").blames("cascade");
        api.delete("quotas/" + team + "?cascade=true").is(204);
        api.get("quotas/" + user).isProblem(404, "not-found");
        api.delete("quotas/" + user).isProblem(404, "not-found");
        api.get("quotas/" + user + "/usage").isProblem(404, "not-found");
        api.get("quotas/" + user + "/tree").isProblem(404, "not-found");
        assertThat(api.get("quotas/" + user + "/history").is(200).body()).hasSize(2);
        api.get("allocations/" + allocation).is(200).hasText("/state", "released");
        UUID again = api.quota("user", "ada", "1", null);
        assertThat(again).isNotEqualTo(user);
        api.verify();
    }

    @Test
    void usageTellsHowAQuotaStands() {
        UUID organization = api.quota("organization", "acme", "100", null);
        UUID team = api.createQuota(
                        "team",
                        "ml",
                        "concurrent_gpus",
                        "50",
                        ",\"soft_limit\":40,\"overcommit_ratio\":1.2,\"parent_id\":\"" + organization + "\"")
                .is(201)
                .id();
        api.allocate(organization, "big", "50").is(201);
        api.allocate(team, "a", "30").is(201);
        api.allocate(team, "b", "10.5", ",\"state\":\"reserved\"").is(201);
        api.usage(team)
                .hasNumber("/limit", "50")
                .hasNumber("/effective_limit", "60")
                .hasNumber("/usage", "40.5")
                .hasNumber("/available", "19.5")
                .hasNumber("/utilization_percent", "67.50")
                .hasNumber("/own_usage", "40.5")
                .hasNumber("/reserved", "10.5")
                .hasNumber("/headroom", "9.5")
                .hasNumber("/soft_limit", "40")
                .hasText("/soft_limit_reached", "true")
                .hasText("/soft_limit_exceeded", "true")
                .hasText("/hard_limit_reached", "false");
        api.usage(organization).hasNumber("/usage", "90.5").hasNumber("/own_usage", "50");
        api.get("quotas/" + UUID.randomUUID() + "/usage").isProblem(404, "not-found");
    }

    @Test
    void theTreeIsNestedToTheDepthAskedFor() {
        UUID organization = api.quota("organization", "acme", "100", null);
        UUID team = api.quota("team", "ml", "60", organization);
        UUID user = api.quota("user", "ada", "30", team);
        api.allocate(user, "job", "5").is(201);
        Reply tree = api.get("quotas/" + organization + "/tree").is(200).hasNumber("/usage", "5");
        tree.hasText("/children/0/id", team.toString())
                .hasText("/children/0/children/0/id", user.toString())
                .hasNumber("/children/0/children/0/usage", "5");
        assertThat(api.get("quotas/" + organization + "/tree?depth=2")
                        .is(200)
                        .body()
                        .at("/children/0/children"))
                .isEmpty();
        api.get("quotas/" + team + "/tree").is(200).hasText("/parent_id", organization.toString());
        api.get("quotas/" + team + "/tree?depth=17").blames("depth");
    }

    @Test
    void aTreeBeyondTenThousandNodesIsNotAnswered() {
        UUID organization = api.quota("organization", "acme", "100", null);
        Product.running().database().execute("""
                        with q as (
                            insert into quotas (tenant_id, id, tree_id, parent_id, entity_type, entity_id, resource_type,
                                limit_value, overcommit_ratio, burst_seconds, created_at, updated_at, version)
                            select tenant_id, gen_random_uuid(), tree_id, id, 'team', 'mass-' || n, resource_type,
                                   1, 1, 900, now(), now(), 1
                            from quotas, generate_series(1, 10000) n where id = '%s' returning tenant_id, id
                        )
                        insert into quota_counters (tenant_id, quota_id, burst_as_of) select tenant_id, id, now() from q
                        """.formatted(organization));
        api.get("quotas/" + organization + "/tree").isProblem(422, "too-many-nodes");
        api.get("quotas/" + organization + "/tree?depth=1").is(200);
    }

    @Test
    void verifyFindsACounterThatIsOff() {
        UUID team = api.quota("team", "ml", "60", null);
        api.allocate(team, "job", "5").is(201);
        api.verify();
        Product.running()
                .database()
                .execute("update quota_counters set active = 7, usage = 7 where quota_id = '" + team + "'");
        Reply verified = api.post("quotas/verify", null).is(200).hasNumber("/checked", "1");
        assertThat(verified.body().path("differences")).hasSize(2);
        verified.hasText("/differences/0/quota_id", team.toString())
                .hasNumber("/differences/0/counted", "7")
                .hasNumber("/differences/0/recomputed", "5");
    }

    @Test
    void anotherTenantsQuotaDoesNotExist() {
        UUID team = api.quota("team", "ml", "60", null);
        Api stranger = Product.running().api();
        stranger.get("quotas/" + team).isProblem(404, "not-found");
        stranger.put("quotas/" + team, "{\"limit_value\":1}").isProblem(404, "not-found");
        stranger.delete("quotas/" + team).isProblem(404, "not-found");
        stranger.get("quotas/" + team + "/history").isProblem(404, "not-found");
        stranger.get("quotas/" + team + "/allocations").isProblem(404, "not-found");
        stranger.allocate(team, "job", "1").isProblem(404, "not-found");
        stranger.createQuota("user", "ada", "concurrent_gpus", "1", ",\"parent_id\":\"" + team + "\"")
                .isProblem(422, "invalid-hierarchy");
        api.asPlatform().with("X-Tenant-Id", "no tenant!").get("quotas").blames("X-Tenant-Id");
    }

    static String next(String link) {
        assertThat(link).matches("<[^>]+>; rel=\"next\"");
        URI uri = URI.create(link.substring(1, link.indexOf('>')));
        return uri.getPath().replaceFirst("^/api/v1/", "") + "?" + uri.getQuery();
    }

    static List<String> ids(Reply reply) {
        List<String> ids = new ArrayList<>();
        reply.is(200).body().forEach(element -> ids.add(element.path("id").asText()));
        return ids;
    }

    static List<String> fields(Reply reply) {
        List<String> fields = new ArrayList<>();
        for (JsonNode error : reply.body().path("errors")) {
            fields.add(error.path("field").asText());
        }
        return fields;
    }
}
