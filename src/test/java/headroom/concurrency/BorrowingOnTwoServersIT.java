package headroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Rule Q14 with two servers on one database, while everything that changes what is set aside goes on at once. */
class BorrowingOnTwoServersIT {
    private static final int THREADS = 16;
    private final Api api = Product.running().api();
    private final List<Api> servers = List.of(api, api.at(Product.running().second()));

    @Test
    void q14_oneGetsExactlyWhatTheOtherLendsAndTheOtherAllThatItKeeps() {
        UUID root = api.quota("organization", "acme", "100", null);
        UUID a = team("a", "40", ",\"borrowing_limit\":100", root);
        UUID b = team("b", "60", ",\"lending_limit\":15", root);
        List<Integer> statuses = Callers.call(
                THREADS,
                240,
                i -> server(i).allocate(i % 2 == 0 ? a : b, "job-" + i, "1").status());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(100);
        BigDecimal ofA = api.usage(a).number("/usage");
        assertThat(ofA).isBetween(new BigDecimal("40"), new BigDecimal("55"));
        assertThat(api.usage(b).number("/usage")).isEqualByComparingTo(new BigDecimal("100").subtract(ofA));
        api.usage(root).hasNumber("/usage", "100").hasNumber("/set_aside", "0");
        api.verify();
    }

    @Test
    void q14_everyCounterStaysExactWhileLimitsAndPlacesChange() {
        UUID root = api.quota("organization", "acme", "300", null);
        List<UUID> teams = new ArrayList<>();
        List<UUID> users = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            teams.add(team("team-" + t, "150", ",\"borrowing_limit\":20,\"lending_limit\":100", root));
            for (int u = 0; u < 3; u++) {
                String options = ",\"borrowing_limit\":10,\"lending_limit\":" + (50 + 10 * u);
                users.add(api.createQuota(
                                "user",
                                "user-" + t + "-" + u,
                                "concurrent_gpus",
                                "80",
                                options + ",\"parent_id\":\"" + teams.get(t) + "\"")
                        .is(201)
                        .id());
            }
        }
        ConcurrentLinkedQueue<UUID> live = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 5; round++) {
            int seed = round * 10_000;
            List<Integer> statuses =
                    Callers.call(THREADS, 200, i -> step(new Random(seed + i), i + seed, teams, users, live));
            assertThat(statuses).allMatch(status -> status < 500);
            api.verify();
            for (UUID team : teams) {
                assertThat(api.usage(team).number("/usage")).isLessThanOrEqualTo(new BigDecimal("170"));
            }
            Reply whole = api.usage(root);
            assertThat(whole.number("/usage").add(whole.number("/set_aside")))
                    .isLessThanOrEqualTo(new BigDecimal("300"));
        }
    }

    private int step(Random random, int i, List<UUID> teams, List<UUID> users, ConcurrentLinkedQueue<UUID> live) {
        Api server = server(random.nextInt(2));
        UUID user = users.get(random.nextInt(users.size()));
        int dice = random.nextInt(100);
        if (dice < 50) {
            String lease = dice < 8 ? ",\"expires_in\":\"PT0.2S\"" : "";
            Reply reply = server.allocate(user, "job-" + i, 1 + random.nextInt(30) + ".25", lease);
            if (reply.status() == 201) {
                live.add(reply.id());
            }
            return reply.status();
        }
        if (dice < 85) {
            UUID allocation = live.poll();
            return allocation == null ? 200 : server.release(allocation).status();
        }
        String change = dice < 92
                ? "\"parent_id\":\"" + teams.get(random.nextInt(teams.size())) + "\""
                : "\"lending_limit\":" + (dice < 94 ? "null" : 20 + random.nextInt(60));
        return server.put("quotas/" + user, "{" + change + "}").status();
    }

    private UUID team(String name, String limit, String more, UUID root) {
        return api.createQuota("team", name, "concurrent_gpus", limit, more + ",\"parent_id\":\"" + root + "\"")
                .is(201)
                .id();
    }

    private Api server(int number) {
        return servers.get(number % servers.size());
    }
}
