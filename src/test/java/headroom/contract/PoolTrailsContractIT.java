package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PoolTrailsContractIT {
    private final Pools pools = new Pools(Product.running().api());
    private final List<Sharer> both = pools.sharers(2, "10000");

    @Test
    void noTenantsTrailTellsOfAnotherWhomeverTheCallNames() {
        Sharer a = both.get(0);
        Api named = pools.platform().with("X-Tenant-Id", a.tenant());
        UUID pool = named.post("pools", """
                        {"name":"t%s","resource_type":"concurrent_gpus","capacity":120,"strategy":"proportional","members":[%s,%s]}""".formatted(
                                UUID.randomUUID(), a.member(""), both.get(1).member(",\"demand\":42")))
                .is(201)
                .id();
        newest(pools.platform(), "pool.create").hasText("/0/entry/object/id", pool.toString());
        String plan = named.post(
                        "simulations",
                        "{\"changes\":[{\"type\":\"pool\",\"pool_id\":\"%s\",\"capacity\":90}]}".formatted(pool))
                .is(200)
                .text("/plan_hash");
        named.post("simulations/" + plan + "/apply", "").is(200);
        newest(pools.platform(), "plan.apply").hasText("/0/entry/object/id", plan);
        newest(pools.platform(), "pool.change").hasText("/0/entry/object/id", pool.toString());
        assertThat(a.api().all("audit"))
                .extracting(entry -> entry.path("entry").path("action").asText())
                .contains("pool.member")
                .doesNotContain("pool.create", "pool.change", "plan.apply");
    }

    @Test
    void anOverrideOfAMemberStandsInItsTrailAndInThePlatforms() {
        Sharer a = both.get(0);
        UUID pool = pools.make("120", "proportional", "", List.of(a.member(",\"max\":50")))
                .is(201)
                .id();
        String path = "pools/" + pool + "/members/" + a.tenant() + "/overrides";
        UUID override = pools.platform()
                .post(path, "{\"delta\":5,\"until\":\"" + Instant.now().plusSeconds(60) + "\"}")
                .is(201)
                .id();
        pools.platform().delete(path + "/" + override).is(204);
        for (Api trail : List.of(a.api(), pools.platform())) {
            newest(trail, "pool.override").hasText("/0/entry/after/delta", "5");
            newest(trail, "pool.override.cancel")
                    .hasText("/0/entry/before/id", override.toString())
                    .hasText("/0/entry/properties/tenant", a.tenant());
        }
    }

    private static Reply newest(Api trail, String action) {
        return trail.get("audit?limit=1&action=" + action).is(200);
    }
}
