package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulationsContractIT {
    private final Pools pools = new Pools(Product.running().api());
    private final Api platform = pools.platform();
    private final List<Sharer> abc = pools.sharers(3, "10000");
    private final Sharer a = abc.get(0);

    private UUID pool() {
        return pools.make(
                        "120",
                        "proportional",
                        "",
                        List.of(
                                a.member(",\"demand\":1000"),
                                abc.get(1).member(",\"demand\":50"),
                                abc.get(2).member(",\"demand\":10")))
                .is(201)
                .id();
    }

    private Reply simulate(String... changes) {
        return platform.post("simulations", "{\"changes\":[" + String.join(",", changes) + "]}");
    }

    private Reply apply(Reply simulation) {
        return platform.post("simulations/" + simulation.text("/plan_hash") + "/apply", null);
    }

    private static String capacity(UUID pool, int capacity) {
        return "{\"type\":\"pool\",\"pool_id\":\"%s\",\"capacity\":%d}".formatted(pool, capacity);
    }

    private static String member(UUID pool, Sharer who, String terms) {
        return "{\"type\":\"member\",\"pool_id\":\"%s\",\"tenant\":\"%s\"%s}".formatted(pool, who.tenant(), terms);
    }

    private static String limit(Sharer who, String limit) {
        return limit(who, who.root(), limit);
    }

    private static String limit(Sharer who, UUID quota, String limit) {
        return "{\"type\":\"limit\",\"tenant\":\"%s\",\"quota_id\":\"%s\",\"limit_value\":%s}"
                .formatted(who.tenant(), quota, limit);
    }

    private static String pause(Sharer who) {
        return "{\"type\":\"pause\",\"tenant\":\"%s\",\"mode\":\"deny_new\"}".formatted(who.tenant());
    }

    private static String foretold(Reply simulation, String field) {
        List<String> shares = new ArrayList<>();
        simulation
                .body()
                .at("/pools/0/members")
                .forEach(member -> shares.add(member.path(field).asText()));
        return String.join("/", shares);
    }

    private static List<String> deniedJobs(Reply simulation) {
        List<String> jobs = new ArrayList<>();
        for (JsonNode denied : simulation.body().at("/otherwise/allocations")) {
            jobs.add(denied.path("job_id").asText());
        }
        return jobs;
    }

    @Test
    void whatIsForetoldIsWhatApplyingMakes() {
        UUID pool = pool();
        Reply simulation = simulate(
                        "{\"type\":\"pool\",\"pool_id\":\"%s\",\"strategy\":\"priority\",\"capacity\":200,\"options\":{\"floor_percent\":0}}"
                                .formatted(pool),
                        member(pool, abc.get(1), ",\"priority\":5,\"demand\":130"),
                        member(pool, abc.get(2), ",\"max\":5,\"priority\":7"),
                        limit(a, "77"),
                        pause(abc.get(2)))
                .is(200);
        assertThat(foretold(simulation, "share_before")).isEqualTo("60/50/10");
        assertThat(foretold(simulation, "share_after")).isEqualTo("70/130/0");
        assertThat(Pools.shares(pools.get(pool))).as("nothing has changed").isEqualTo("60/50/10");
        Reply applied = apply(simulation).is(200);
        assertThat(applied.body().path("tenants")).hasSize(1);
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("70/130/0");
        a.api().get("quotas/" + a.root()).is(200).hasNumber("/limit_value", "77");
        platform.get("tenants/" + abc.get(2).tenant()).is(200).hasText("/pause/mode", "deny_new");
        apply(simulation).isProblem(409, "conflict");
    }

    @Test
    void theSameFromTheSameStateHasTheSameHash() {
        UUID pool = pool();
        Reply first = simulate(capacity(pool, 90), limit(a, "5000")).is(200);
        assertThat(first.text("/plan_hash")).matches("[0-9a-f]{64}");
        simulate(limit(a, "5000.0"), capacity(pool, 90)).is(200).hasText("/plan_hash", first.text("/plan_hash"));
        assertThat(simulate(capacity(pool, 91)).is(200).text("/plan_hash")).isNotEqualTo(first.text("/plan_hash"));
    }

    @Test
    void whatMovedSinceIsNamedAndNothingIsApplied() {
        UUID pool = pool();
        Reply ofPool = simulate(capacity(pool, 90), limit(a, "5000")).is(200);
        platform.put("pools/" + pool, "{\"capacity\":119}").is(200);
        assertThat(apply(ofPool).isProblem(412, "stale").text("/moved/0")).startsWith("pool p");
        a.api().get("quotas/" + a.root()).hasNumber("/limit_value", "10000");

        Reply ofDemand = simulate(capacity(pool, 90)).is(200);
        platform.put("pools/" + pool + "/members/" + a.tenant() + "/demand", "{\"demand\":3}")
                .is(200);
        apply(ofDemand).isProblem(412, "stale");

        Reply ofQuota = simulate(limit(a, "5000"), capacity(pool, 90)).is(200);
        a.api().put("quotas/" + a.root(), "{\"limit_value\":6000}").is(200);
        apply(ofQuota).isProblem(412, "stale").hasText("/moved/0", "quota " + a.root());
        pools.get(pool).hasNumber("/capacity", "119");

        Reply ofTenant = simulate(pause(a)).is(200);
        platform.post("tenants/" + a.tenant() + "/pause", "{\"mode\":\"drain\"}")
                .is(200);
        apply(ofTenant).isProblem(412, "stale").hasText("/moved/0", "tenant " + a.tenant());

        Reply ofGone = simulate(capacity(pool, 90)).is(200);
        platform.delete("pools/" + pool).is(204);
        apply(ofGone).isProblem(412, "stale");
        platform.post("simulations/" + "0".repeat(64) + "/apply", null).isProblem(404, "not-found");
    }

    @Test
    void aRefusalInTheMiddleRollsAllBack() {
        UUID pool = pool();
        Reply simulation =
                simulate(limit(a, "50"), capacity(pool, 90), pause(abc.get(1))).is(200);
        UUID team = a.api().quota("team", "t", "100", a.root());
        apply(simulation).isProblem(422, "invalid-hierarchy");
        a.api().get("quotas/" + a.root()).hasNumber("/limit_value", "10000");
        pools.get(pool).hasNumber("/capacity", "120");
        a.api().put("quotas/" + team, "{\"limit_value\":20}").is(200);
        apply(simulation).is(200);
        pools.get(pool).hasNumber("/capacity", "90");
    }

    @Test
    void whoWouldBeOverAndWhatWouldHaveBeenDeniedIsTold() {
        UUID pool = pool();
        a.api().allocate(a.root(), "first", "20").is(201);
        UUID second = a.api().allocate(a.root(), "second", "20").is(201).id();
        a.api().release(second).is(200);
        a.api().allocate(a.root(), "third", "15").is(201);
        a.api().allocate(a.root(), "fourth", "20").is(201);

        Reply lower = simulate(limit(a, "36")).is(200);
        assertThat(deniedJobs(lower)).containsExactly("second", "fourth");
        lower.hasNumber("/over_limit/0/over", "19")
                .hasText("/over_limit/0/quota_id", a.root().toString())
                .hasText("/otherwise/allocations/0/reason", "limit")
                .hasNumber("/otherwise/total", "2")
                .hasText("/otherwise/complete", "true");

        Reply narrower = simulate(capacity(pool, 80)).is(200);
        assertThat(foretold(narrower, "share_after")).isEqualTo("35/35/10");
        assertThat(foretold(narrower, "over_after")).isEqualTo("20/0/0");
        assertThat(deniedJobs(narrower)).containsExactly("second", "fourth");
        narrower.hasText("/otherwise/allocations/0/reason", "share").hasNumber("/over_limit/0/bound", "35");

        Reply paused = simulate(pause(a)).is(200);
        assertThat(deniedJobs(paused)).containsExactly("first", "second", "third", "fourth");
        assertThat(foretold(paused, "share_after")).isEqualTo("55/50/10");
        paused.hasText("/pools/0/change", "none");
    }

    @Test
    void whatUsesUpABudgetStaysUsedInTheReplay() {
        Api tenant = Product.running().api();
        UUID root = tenant.createQuota("organization", tenant.tenant(), "gpu_hours", "100", ",\"period\":\"total\"")
                .is(201)
                .id();
        UUID spent = tenant.allocate(root, "spent", "30").is(201).id();
        tenant.release(spent).is(200).hasNumber("/consumed", "30");
        tenant.allocate(root, "later", "20").is(201);
        Sharer sharer = new Sharer(tenant, root);
        assertThat(deniedJobs(simulate(limit(sharer, "40")).is(200))).containsExactly("later");
        assertThat(deniedJobs(simulate(limit(sharer, "50")).is(200))).isEmpty();
    }

    @Test
    void brokenRulesAreToldByTheChangeThatBreaksThem() {
        UUID pool = pool();
        simulate(member(pool, a, ",\"reserved\":100"), member(pool, abc.get(1), ",\"reserved\":100"))
                .isProblem(422, "invalid-pool")
                .names("changes[1].capacity");
        simulate(member(pool, pools.sharer("1"), "")).is(200).hasText("/pools/0/change", "change");
        simulate("{\"type\":\"pool\",\"pool_id\":\"%s\",\"tenant\":\"x\"}".formatted(pool), "{\"type\":\"pause\"}")
                .blames("changes[0].tenant", "changes[1].tenant", "changes[1].mode");
        simulate("{\"type\":\"limit\",\"tenant\":\"%s\",\"quota_id\":\"%s\",\"limit_value\":1}"
                        .formatted(abc.get(1).tenant(), a.root()))
                .blames("changes[0].quota_id");
        simulate(capacity(pool, 1), capacity(pool, 2)).blames("changes[1]");
        simulate(capacity(UUID.randomUUID(), 1)).blames("changes[0].pool_id");
        platform.post("simulations", "{\"changes\":[]}").blames("changes");
        a.api().post("simulations", "{\"changes\":[" + capacity(pool, 1) + "]}").isProblem(403, "forbidden");
    }

    @Test
    void limitsThatCannotBeSetAreToldBeforeTheyAreApplied() {
        UUID team = a.api().quota("team", "t", "100", a.root());
        UUID user = a.api().quota("user", "u", "40", team);
        simulate(limit(a, "50")).isProblem(422, "invalid-hierarchy").names("changes[0].limit_value");
        simulate(limit(a, "500"), limit(a, user, "101"), limit(abc.get(1), "70"))
                .isProblem(422, "invalid-hierarchy")
                .names("changes[1].limit_value");
        platform.put("tenants/" + a.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":20000}}}")
                .is(200);
        simulate(limit(a, "20001"), limit(a, team, "10000"))
                .isProblem(422, "beyond-maximum")
                .names("changes[0].limit_value");
        simulate(limit(a, "20001"), limit(a, team, "20001"), limit(a, user, "20002"))
                .isProblem(422, "beyond-maximum")
                .names("changes[0].limit_value", "changes[1].limit_value", "changes[2].limit_value");
        simulate(limit(a, "20000"), limit(a, team, "20000")).is(200);
    }

    @Test
    void limitsOfATreeAreSetInAnOrderInWhichTheyCanBe() {
        UUID team = a.api().quota("team", "t", "100", a.root());
        UUID user = a.api().quota("user", "u", "40", team);
        UUID other = a.api().quota("user", "other", "90", team);
        // Up: parents first. Down: children first. However they are written.
        Reply up = simulate(limit(a, user, "20000"), limit(a, team, "20000"), limit(a, "20000"))
                .is(200);
        apply(up).is(200);
        Reply down = simulate(limit(a, "50"), limit(a, team, "50"), limit(a, user, "10"), limit(a, other, "50"))
                .is(200);
        apply(down).is(200);
        a.api().get("quotas/" + a.root()).hasNumber("/limit_value", "50");
        a.api().get("quotas/" + user).hasNumber("/limit_value", "10");
        Reply both = simulate(limit(a, team, "20"), limit(a, user, "20"), limit(a, other, "5"))
                .is(200);
        apply(both).is(200);
        a.api().get("quotas/" + user).hasNumber("/limit_value", "20");
    }

    @Test
    void whatWouldBeKeptTwiceIsToldBeforeItIsApplied() {
        Api tenant = Product.running().api();
        Sharer sharer = new Sharer(tenant, tenant.quota("organization", tenant.tenant(), "100", null));
        List<UUID> teams = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            teams.add(tenant.post("quotas", """
                            {"entity_type":"team","entity_id":"%s","resource_type":"concurrent_gpus","limit_value":60,"lending_limit":10,"parent_id":"%s"}""".formatted(name, sharer.root()))
                    .is(201)
                    .id());
        }
        simulate(limit(sharer, teams.get(0), "61"))
                .isProblem(422, "invalid-hierarchy")
                .names("changes[0].limit_value");
        Reply oneForTheOther = simulate(limit(sharer, teams.get(0), "70"), limit(sharer, teams.get(1), "50"))
                .is(200);
        apply(oneForTheOther).is(200);
    }

    @Test
    void applyingStandsInTheTrails() {
        UUID pool = pool();
        Reply simulation = simulate(limit(a, "50")).is(200);
        apply(simulation).is(200);
        assertThat(a.api().get("audit?limit=1").text("/0/entry/action")).isEqualTo("quota.change");
        assertThat(platform.get("audit?limit=1").text("/0/entry/action")).isEqualTo("plan.apply");
        assertThat(pools.get(pool).body().path("members")).hasSize(3);
    }
}
