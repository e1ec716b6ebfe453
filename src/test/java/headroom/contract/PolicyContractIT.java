package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PolicyContractIT {
    private final Pools pools = new Pools(Product.running().api());
    private final Api platform = pools.platform();
    private final Api inYaml = platform.with("Content-Type", "application/yaml")
            .with("Accept", "application/yaml, application/problem+json");
    private final List<Sharer> abc = pools.sharers(3, "10000");

    private Reply make() {
        return pools.make(
                        "120.5",
                        "reserved",
                        "\"reclaim_grace\":\"PT45S\"",
                        List.of(
                                abc.get(0).member(",\"weight\":2.5,\"demand\":1000"),
                                abc.get(1).member(",\"max\":50")))
                .is(201);
    }

    private Reply plan(JsonNode document) {
        return platform.post("policy/plan", document.toString());
    }

    private Reply apply(Reply plan) {
        return platform.post("policy/apply", "{\"plan_hash\":\"" + plan.text("/plan_hash") + "\"}");
    }

    private JsonNode export() {
        return platform.get("policy").is(200).body();
    }

    private static ObjectNode named(JsonNode document, String name) {
        for (JsonNode pool : document.path("pools")) {
            if (pool.path("name").asText().equals(name)) {
                return (ObjectNode) pool;
            }
        }
        throw new AssertionError(name + " is not in " + document);
    }

    @Test
    void whatIsExportedPlansNoChange() {
        String name = make().text("/name");
        JsonNode document = export();
        assertThat(named(document, name).at("/members/0/demand").asInt()).isEqualTo(1000);
        assertThat(named(document, name).at("/members/1").has("demand")).isFalse();
        Reply plan = plan(document).is(200);
        for (String part : List.of("create", "change", "delete", "pools")) {
            assertThat(plan.body().path(part)).as(part).isEmpty();
        }
        apply(plan).is(200);
        assertThat(export()).isEqualTo(document);
    }

    @Test
    void yamlAndJsonSayTheSame() {
        String name = make().text("/name");
        Reply yaml = inYaml.get("policy").is(200);
        assertThat(yaml.header("Content-Type").orElseThrow()).startsWith("application/yaml");
        assertThat(yaml.http().body()).contains("name: \"" + name + "\"", "capacity: 120.5", "weight: 2.5");
        Reply fromYaml = planYaml(yaml.http().body()).is(200);
        fromYaml.hasText("/plan_hash", plan(export()).is(200).text("/plan_hash"));
        String changed = yaml.http().body().replace("capacity: 120.5", "capacity: 120.25 # less");
        planYaml(changed).is(200).hasNumber("/change/0/after/capacity", "120.25");
    }

    private Reply planYaml(String document) {
        return platform.with("Content-Type", "application/yaml").post("policy/plan", document);
    }

    @Test
    void whatThePlanCreatesChangesAndDeletesIsDone() {
        String gone = make().text("/name");
        JsonNode document = export();
        ArrayNode all = (ArrayNode) document.path("pools");
        ObjectNode moved = named(document, gone).deepCopy();
        moved.put("name", "new" + gone);
        ((ObjectNode) moved.at("/members/1")).put("demand", 30);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("name").asText().equals(gone)) {
                all.remove(i);
            }
        }
        all.add(moved);
        Reply plan = plan(document).is(200);
        plan.hasText("/create/0/name", "new" + gone).hasText("/delete/0/name", gone);
        Reply applied = apply(plan).is(200);
        assertThat(applied.body().path("pools")).hasSize(2);
        JsonNode now = export();
        assertThat(named(now, "new" + gone).at("/members/1/demand").asInt()).isEqualTo(30);
        assertThat(now.toString()).doesNotContain("\"" + gone + "\"");
        assertThat(pools.platform().all("pools").toString()).contains("new" + gone);

        named(now, "new" + gone).put("capacity", 60).put("strategy", "proportional");
        Reply change = plan(now).is(200);
        change.hasNumber("/change/0/before/capacity", "120.5").hasNumber("/change/0/after/capacity", "60");
        change.hasNumber("/pools/0/members/0/share_after", "42.8571")
                .hasNumber("/pools/0/members/1/share_after", "17.1429");
        apply(change).is(200);
        assertThat(named(export(), "new" + gone).path("capacity").asInt()).isEqualTo(60);
        apply(change).isProblem(409, "conflict");
    }

    @Test
    void aPoolThatCameOrMovedSinceIsNamed() {
        Reply pool = make();
        Reply plan = plan(export()).is(200);
        platform.put("pools/" + pool.id(), "{\"capacity\":1000}").is(200);
        apply(plan).isProblem(412, "stale").hasText("/moved/0", "pool " + pool.text("/name"));
        Reply second = plan(export()).is(200);
        Reply other = pools.make("1", "proportional", "", List.of()).is(201);
        apply(second).isProblem(412, "stale").hasText("/moved/0", "pool " + other.text("/name"));
    }

    @Test
    void whatThePolicyDoesNotKnowIsRefusedNamingIt() {
        planYaml("pools:\n- name: x\n  resource_type: r\n  capacity: 1\n  strategy: proportional\n  colour: red\n")
                .blames("pools[0].colour");
        planYaml("pools: []\nversion: 2\n").blames("version");
        planYaml("pools:\n- name: x\n  name: y\n").blames("pools[0].name");
        planYaml("pools:\n- {name: x, resource_type: r, capacity: .nan, strategy: proportional}\n")
                .blames("pools[0].capacity");
        planYaml("pools: []\n---\npools: []\n").blames("body");
        planYaml("pools: !!java.net.URL [\"http://localhost\"]\n").blames("pools");
        planYaml("#" + "x".repeat(5_000_000)).isProblem(413, "too-large");
        plan(export().deepCopy()).is(200);
        platform.post(
                        "policy/plan",
                        "{\"pools\":[{\"name\":\"x\",\"resource_type\":\"r\",\"capacity\":1,\"strategy\":\"reserved\","
                                + "\"members\":[{\"tenant\":\"nobody-" + UUID.randomUUID() + "\",\"reserved\":2}]}]}")
                .isProblem(422, "invalid-pool")
                .names("pools[0].capacity", "pools[0].members");
        abc.get(0).api().get("policy").isProblem(403, "forbidden");
    }

    @Test
    void aliasesThatWouldGrowAreRefusedQuickly() {
        StringBuilder bomb = new StringBuilder("pools: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> planYaml(bomb.toString()).blames("pools"));
    }
}
