package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reported demands: divided at once, together in a pool that hears many, and never without an end. */
class PoolDemandsContractIT {
    private final Pools pools = new Pools(Product.running().api());
    private final List<Sharer> two = pools.sharers(2, "10000");

    @Test
    void aDemandIsDividedAtOnce() {
        UUID pool = made();
        int before = run(pool);
        Reply noted = report(pool, two.get(0), "20").is(200);
        noted.hasNumber("/members/0/share", "20").hasNumber("/members/0/demand", "20");
        assertThat(noted.body().path("members")).hasSize(1);
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("20/100");
        assertThat(run(pool)).isEqualTo(before + 1);
    }

    @Test
    void toSayTheSameDemandAgainIsNoRunAndCostsNothing() {
        UUID pool = made();
        int before = run(pool);
        for (int i = 0; i < 30; i++) {
            report(pool, two.get(0), "10.0").is(200);
        }
        assertThat(run(pool)).isEqualTo(before);
    }

    @Test
    void inAPoolThatHearsManyDemandsTheyAreDividedTogetherByTheNextRound() {
        UUID pool = made();
        int before = run(pool);
        Instant begun = Instant.now();
        for (int i = 1; i <= 100; i++) {
            report(pool, two.get(0), Integer.toString(2_000 + i)).is(200);
            report(pool, two.get(1), Integer.toString(3_000 + i)).is(200);
        }
        report(pool, two.get(0), "30").is(200);
        report(pool, two.get(1), "40").is(200);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Pools.shares(pools.get(pool)).equals("30/40"));
        long seconds = Duration.between(begun, Instant.now()).toSeconds();
        assertThat(run(pool) - before).as("runs of 202 reports").isLessThanOrEqualTo(21 * ((int) seconds + 2));
        everyRunReplays(pool);
    }

    @Test
    void whoAlternatesIsToldWhenToComeAgainAndTheProofOfOthersStays() {
        UUID pool = made();
        int before = run(pool);
        Reply tooSoon = null;
        for (int i = 0; i < 2_000 && tooSoon == null; i++) {
            Reply reply = report(pool, two.get(0), i % 2 == 0 ? "20" : "10");
            if (reply.status() == 429) {
                tooSoon = reply;
            } else {
                reply.is(200);
                assertThat(i).isLessThan(1_500);
            }
        }
        assertThat(tooSoon).isNotNull();
        tooSoon.isProblem(429, "throttled");
        assertThat(Integer.parseInt(tooSoon.header("Retry-After").orElseThrow()))
                .isBetween(1, 5);
        assertThat(Instant.parse(tooSoon.text("/retry_at")))
                .isAfter(Instant.now().minusSeconds(5));
        report(pool, two.get(1), "77").is(200);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Pools.shares(pools.get(pool)).endsWith("/77"));
        assertThat(run(pool) - before).isLessThan(700);
        everyRunReplays(pool);
    }

    private UUID made() {
        return pools.make(
                        "120",
                        "proportional",
                        "",
                        List.of(two.get(0).member(",\"demand\":10"), two.get(1).member(",\"demand\":1000")))
                .is(201)
                .id();
    }

    private int run(UUID pool) {
        return pools.get(pool).number("/run").intValue();
    }

    private static Reply report(UUID pool, Sharer sharer, String amount) {
        return sharer.api()
                .put("pools/" + pool + "/members/" + sharer.tenant() + "/demand", "{\"demand\":" + amount + "}");
    }

    private void everyRunReplays(UUID pool) {
        for (JsonNode one : pools.platform().all("pools/" + pool + "/runs?limit=500")) {
            pools.platform()
                    .get("pools/" + pool + "/runs/" + one.path("number").asText())
                    .is(200)
                    .hasText("/replays_to_the_same", "true");
        }
    }
}
