package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OverridesContractIT {
    private final Api api = Product.running().api();
    private final UUID quota = api.quota("team", "a", "10", null);

    @Test
    void theLimitIsAnotherInItsWindowAndWhatItWasAfterIt() {
        Instant until = Instant.now().plusMillis(2_500);
        Reply made = override(
                        "\"absolute\":25,\"until\":\"" + until + "\",\"reason\":\"a launch\",\"ticket\":\"OPS-1\"")
                .is(201);
        made.hasText("/in_force", "true").hasText("/reason", "a launch").hasText("/ticket", "OPS-1");
        api.usage(quota).hasNumber("/limit", "25").hasNumber("/available", "25");
        api.get("quotas/" + quota).is(200).hasNumber("/limit_value", "10");
        UUID held = api.allocate(quota, "big", "20").is(201).id();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.usage(quota).number("/limit").intValue() == 10);
        assertThat(Instant.now()).isAfterOrEqualTo(until);
        api.usage(quota).hasNumber("/usage", "20").hasNumber("/available", "0");
        api.allocate(quota, "small", "1").isProblem(409, "quota-exceeded");
        api.release(held).is(200);
        api.allocate(quota, "small", "1").is(201);
        assertThat(api.get("quotas/" + quota + "/overrides").is(200).body()).isEmpty();
    }

    @Test
    void noDecisionIsByTheLimitOfAnotherTime() {
        Instant from = Instant.now().plusMillis(1_500);
        override("\"delta\":5,\"from\":\"" + from + "\",\"until\":\"" + from.plusMillis(1_500) + "\"")
                .is(201)
                .hasText("/in_force", "false");
        api.allocate(quota, "base", "10").is(201);
        int admitted = 0;
        for (int job = 0; Instant.now().isBefore(from.plusMillis(3_000)); job++) {
            Instant before = Instant.now();
            Reply reply = api.allocate(quota, "job-" + job, "1");
            Instant after = Instant.now();
            if (reply.status() == 201) {
                admitted++;
                assertThat(after).isAfterOrEqualTo(from);
                assertThat(before).isBefore(from.plusMillis(1_500));
            }
        }
        assertThat(admitted).isEqualTo(5);
        api.verify();
    }

    @Test
    void deltasAddUpAndAbsolutesNeverOverlap() {
        Instant now = Instant.now();
        String window = ",\"from\":\"%s\",\"until\":\"%s\"";
        Reply first = override("\"absolute\":50" + window.formatted(now, now.plusSeconds(100)))
                .is(201);
        override("\"absolute\":60" + window.formatted(now.plusSeconds(99), now.plusSeconds(200)))
                .isProblem(409, "conflict");
        override("\"absolute\":60" + window.formatted(now.plusSeconds(100), now.plusSeconds(200)))
                .is(201);
        override("\"delta\":-7.5,\"until\":\"" + now.plusSeconds(50) + "\"").is(201);
        override("\"delta\":2,\"until\":\"" + now.plusSeconds(50) + "\"").is(201);
        api.usage(quota).hasNumber("/limit", "44.5");
        api.put("quotas/" + quota, "{\"limit_value\":12}").is(200).hasNumber("/limit_value", "12");
        api.usage(quota).hasNumber("/limit", "44.5");
        api.delete("quotas/" + quota + "/overrides/" + first.id()).is(204);
        api.usage(quota).hasNumber("/limit", "6.5");
        api.delete("quotas/" + quota + "/overrides/" + first.id()).isProblem(404, "not-found");
        override("\"delta\":-1000,\"until\":\"" + now.plusSeconds(50) + "\"").is(201);
        api.usage(quota).hasNumber("/limit", "0");
        assertThat(api.get("quotas/" + quota + "/overrides").is(200).body()).hasSize(4);
    }

    @Test
    void whatBreaksTheRulesIsRefused() {
        String later = Instant.now().plusSeconds(60).toString();
        override("\"until\":\"" + later + "\"").blames("delta");
        override("\"delta\":1,\"absolute\":2,\"until\":\"" + later + "\"").blames("delta");
        override("\"delta\":1").blames("until");
        override("\"delta\":1,\"until\":\"2020-01-01T00:00:00Z\"").blames("until");
        override("\"delta\":1,\"until\":\"2099-01-01T00:00:00Z\"").blames("until");
        override("\"delta\":1.00001,\"until\":\"" + later + "\"").blames("delta");
        override("\"absolute\":-1,\"until\":\"" + later + "\"").blames("absolute", "delta");
        api.asPlatform()
                .put("tenants/" + api.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":30}}}")
                .is(200);
        override("\"absolute\":31,\"until\":\"" + later + "\"").isProblem(422, "beyond-maximum");
        override("\"delta\":15,\"until\":\"" + later + "\"").is(201);
        override("\"delta\":6,\"until\":\"" + later + "\"").isProblem(422, "beyond-maximum");
    }

    @Test
    void aMembersMaximumIsAnotherForAWhile() {
        Pools pools = new Pools(api);
        List<Sharer> both = pools.sharers(2, "1000");
        Sharer a = both.get(0);
        Sharer b = both.get(1);
        UUID pool = pools.make(
                        "100",
                        "proportional",
                        "",
                        List.of(a.member(",\"max\":20,\"demand\":80"), b.member(",\"demand\":80")))
                .is(201)
                .id();
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("20/80");
        String path = "pools/" + pool + "/members/" + a.tenant() + "/overrides";
        Instant until = Instant.now().plusMillis(2_000);
        pools.platform()
                .post(path, "{\"delta\":20,\"until\":\"%s\"}".formatted(until))
                .is(201);
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("40/60");
        pools.get(pool).hasNumber("/members/0/max", "20").hasNumber("/members/0/max_in_force", "40");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Pools.shares(pools.get(pool)).equals("20/80"));
        Reply made = pools.platform()
                .post(path, "{\"absolute\":0,\"until\":\"%s\"}".formatted(until.plusSeconds(60)))
                .is(201);
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("0/80");
        pools.platform().delete(path + "/" + made.id()).is(204);
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("20/80");
        a.api()
                .post(path, "{\"absolute\":500,\"until\":\"%s\"}".formatted(until.plusSeconds(60)))
                .isProblem(403, "forbidden");
        pools.platform()
                .post(
                        path.replace(a.tenant(), b.tenant()),
                        "{\"delta\":5,\"until\":\"%s\"}".formatted(until.plusSeconds(60)))
                .blames("delta");
    }

    @Test
    void noChangeOfTheLimitPassesTheMaximumByWayOfAnOverride() {
        api.asPlatform()
                .put("tenants/" + api.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":100}}}")
                .is(200);
        String until = "\"until\":\"" + Instant.now().plusSeconds(600) + "\"";
        Reply delta = override("\"delta\":90," + until).is(201);
        api.put("quotas/" + quota, "{\"limit_value\":11}").isProblem(422, "beyond-maximum");
        api.put("quotas/" + quota, "{\"limit_value\":9}").is(200);
        api.delete("quotas/" + quota + "/overrides/" + delta.id()).is(204);
        override("\"absolute\":50," + until).is(201);
        api.put("quotas/" + quota, "{\"overcommit_ratio\":3}").isProblem(422, "beyond-maximum");
        api.put("quotas/" + quota, "{\"overcommit_ratio\":2}").is(200);
        api.usage(quota).hasNumber("/effective_limit", "100");
    }

    @Test
    void aRequestIsCappedByTheMaximumThatIsInForce() {
        Pools pools = new Pools(Product.running().api());
        List<Sharer> ab = pools.sharers(2, "1000");
        String until = "\"until\":\"" + Instant.now().plusSeconds(600) + "\"";
        for (String[] expected : new String[][] {{"20", "20", "max"}, {"100", "60", "share"}}) {
            UUID pool = pools.make(
                            "120",
                            "proportional",
                            "",
                            List.of(
                                    ab.get(0).member(",\"max\":50,\"demand\":1000"),
                                    ab.get(1).member(",\"demand\":1000")))
                    .is(201)
                    .id();
            String tenant = ab.get(0).tenant();
            pools.platform()
                    .post(
                            "pools/" + pool + "/members/" + tenant + "/overrides",
                            "{\"absolute\":" + expected[0] + "," + until + "}")
                    .is(201);
            Reply granted = ab.get(0)
                    .api()
                    .post("pools/" + pool + "/requests", "{\"tenant\":\"" + tenant + "\",\"amount\":110}")
                    .is(201);
            granted.hasNumber("/granted", expected[1]).hasText("/reason", expected[2]);
            ab.get(0)
                    .api()
                    .release(UUID.fromString(granted.text("/allocation/id")))
                    .is(200);
            pools.platform().delete("pools/" + pool).is(204);
        }
    }

    private Reply override(String members) {
        return api.post("quotas/" + quota + "/overrides", "{" + members + "}");
    }
}
