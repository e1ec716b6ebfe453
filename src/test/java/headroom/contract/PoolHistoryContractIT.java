package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The proof of what was divided: it outlives the pool, is bounded, and ends some day. */
class PoolHistoryContractIT {
    private final Pools pools = new Pools(Product.running().api());
    private final List<Sharer> two = pools.sharers(2, "10000");

    @Test
    void whatADeletedPoolDividedCanStillBeReplayed() {
        UUID pool = made();
        capacity(pool, "90");
        String name = pools.get(pool).text("/name");
        pools.platform().get("pools/" + pool + "/runs/1").is(200).hasText("/deleted_pool", "null");
        pools.platform().delete("pools/" + pool).is(204);
        pools.platform().get("pools/" + pool).isProblem(404, "not-found");
        List<JsonNode> runs = runs(pool);
        assertThat(runs).extracting(run -> run.path("cause").asText()).containsExactly("change", "create");
        assertThat(runs)
                .allSatisfy(
                        run -> assertThat(run.path("pool_deleted_at").asText()).isNotEmpty());
        Reply first = pools.platform().get("pools/" + pool + "/runs/1").is(200);
        first.hasText("/replays_to_the_same", "true")
                .hasNumber("/members/0/target", "80")
                .hasText("/deleted_pool/name", name)
                .hasText("/deleted_pool/resource_type", "concurrent_gpus");
        assertThat(first.text("/deleted_pool/deleted_by")).isNotEmpty();
        assertThat(first.text("/deleted_pool/deleted_at")).isNotEmpty();
        two.get(0).api().get("pools/" + pool + "/runs/1").isProblem(403, "forbidden");
    }

    @Test
    void aDeletedPoolsNameAndMembersAreFreeForAnother() {
        UUID pool = made();
        String name = pools.get(pool).text("/name");
        pools.platform().delete("pools/" + pool).is(204);
        UUID other = pools.platform()
                .post("pools", """
                        {"name":"%s","resource_type":"concurrent_gpus","capacity":7,"strategy":"proportional","members":[%s]}""".formatted(name, two.get(0).member("")))
                .is(201)
                .id();
        assertThat(runs(other)).hasSize(1);
        assertThat(runs(pool)).hasSize(1);
    }

    @Test
    void anApplicationOfAPolicyLeavesTheProofTooAndWithoutARunItIsNotFound() {
        UUID pool = made();
        String others = pools.platform().get("policy").is(200).http().body();
        String withoutIt = others.replace(pools.get(pool).text("/name"), "p" + UUID.randomUUID());
        Reply plan = pools.platform().post("policy/plan", withoutIt).is(200);
        pools.platform()
                .post("policy/apply", "{\"plan_hash\":\"%s\"}".formatted(plan.text("/plan_hash")))
                .is(200);
        pools.platform().get("pools/" + pool + "/runs/1").is(200).hasText("/replays_to_the_same", "true");
        pools.platform().get("pools/" + pool + "/runs/99").isProblem(404, "not-found");
        pools.platform().get("pools/" + UUID.randomUUID() + "/runs").isProblem(404, "not-found");
    }

    @Test
    void theHistoryIsBoundedByWhatItWeighs() {
        UUID pool = made();
        for (String capacity : List.of("90", "80", "70")) {
            capacity(pool, capacity);
        }
        assertThat(numbers(pool)).containsExactly(4L, 3L, 2L, 1L);
        // As if there had been runs of a great many members since the second. A run of two members weighs three.
        Product.running().database().execute("""
                update pool_runs set parts_until = parts_until + 999990 where number > 2 and pool_id = '%s'""".formatted(pool));
        capacity(pool, "60");
        assertThat(numbers(pool)).containsExactly(5L, 4L, 3L, 2L);
        capacity(pool, "50");
        assertThat(numbers(pool)).containsExactly(6L, 5L, 4L, 3L);
    }

    @Test
    void theHistoryIsBoundedByItsRuns() {
        UUID pool = made();
        capacity(pool, "90");
        Product.running().database().execute("update pools set run_number = 10000 where id = '%s'".formatted(pool));
        capacity(pool, "80");
        assertThat(numbers(pool)).containsExactly(10_001L, 2L);
    }

    @Test
    void theProofOfADeletedPoolEndsSomeDay() {
        UUID old = made();
        pools.platform().delete("pools/" + old).is(204);
        UUID young = made();
        pools.platform().delete("pools/" + young).is(204);
        deletedDaysAgo(old, 401);
        deletedDaysAgo(young, 399);
        await().atMost(Duration.ofSeconds(45))
                .until(() -> pools.platform().get("pools/" + old + "/runs").status() == 404);
        pools.platform().get("pools/" + old + "/runs/1").isProblem(404, "not-found");
        assertThat(runs(young)).hasSize(1);
    }

    private static void deletedDaysAgo(UUID pool, int days) {
        Product.running()
                .database()
                .execute(
                        "update deleted_pools set deleted_at = clock_timestamp() - interval '%d days' where pool_id = '%s'"
                                .formatted(days, pool));
    }

    private UUID made() {
        return pools.make(
                        "120",
                        "proportional",
                        "",
                        List.of(
                                two.get(0).member(",\"weight\":2,\"demand\":1000"),
                                two.get(1).member(",\"demand\":1000")))
                .is(201)
                .id();
    }

    private void capacity(UUID pool, String capacity) {
        pools.platform().put("pools/" + pool, "{\"capacity\":" + capacity + "}").is(200);
    }

    private List<Long> numbers(UUID pool) {
        return runs(pool).stream().map(run -> run.path("number").asLong()).toList();
    }

    private List<JsonNode> runs(UUID pool) {
        return pools.platform().all("pools/" + pool + "/runs?limit=2");
    }
}
