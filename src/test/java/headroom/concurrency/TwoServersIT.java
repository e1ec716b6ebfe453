package headroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Rule Q8 with two servers on one database: the admitted requests are those of some one-by-one order. */
class TwoServersIT {
    private static final int THREADS = 32;
    private final Api api = Product.running().api();
    private final List<Api> servers = List.of(api, api.at(Product.running().second()));

    @RepeatedTest(5)
    void exactlyAHundredOfTwoHundredRequestsOfOneAreAdmitted() {
        UUID organization = api.quota("organization", "acme", "1000", null);
        UUID team = api.quota("team", "ml", "100", organization);
        List<UUID> users = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            users.add(api.quota("user", "user-" + i, "50", team));
        }
        List<Integer> statuses = Callers.call(
                THREADS,
                200,
                i -> server(i).allocate(users.get(i % 10), "job-" + i, "1").status());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(100);
        api.usage(team).hasNumber("/usage", "100").hasNumber("/available", "0");
        api.usage(organization).hasNumber("/usage", "100");
        api.verify();
    }

    @Test
    void randomAmountsReleasesMovesAndLimitChangesLeaveEveryCounterExact() {
        UUID organization = api.quota("organization", "acme", "300", null);
        List<UUID> teams = new ArrayList<>();
        List<UUID> users = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            teams.add(api.quota("team", "team-" + t, "150", organization));
            for (int u = 0; u < 3; u++) {
                users.add(api.quota("user", "user-" + t + "-" + u, "80", teams.get(t)));
            }
        }
        ConcurrentLinkedQueue<UUID> live = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 6; round++) {
            int seed = round * 10_000;
            List<Integer> statuses =
                    Callers.call(THREADS, 250, i -> randomStep(new Random(seed + i), i + seed, teams, users, live));
            assertThat(statuses).allMatch(status -> status < 500);
            api.verify();
            for (UUID team : teams) {
                Reply usage = api.usage(team);
                assertThat(usage.number("/usage")).isLessThanOrEqualTo(new BigDecimal("150"));
            }
            assertThat(api.usage(organization).number("/usage")).isLessThanOrEqualTo(new BigDecimal("300"));
        }
    }

    private int randomStep(Random random, int i, List<UUID> teams, List<UUID> users, ConcurrentLinkedQueue<UUID> live) {
        Api server = server(random.nextInt(2));
        UUID user = users.get(random.nextInt(users.size()));
        int dice = random.nextInt(100);
        if (dice < 50) {
            String amount = random.nextInt(30) + "." + (1 + random.nextInt(9999));
            String lease = dice < 10 ? ",\"expires_in\":\"PT0.2S\"" : "";
            Reply reply = server.allocate(user, "job-" + i, amount, lease);
            if (reply.status() == 201) {
                live.add(reply.id());
            }
            return reply.status();
        }
        if (dice < 90) {
            UUID allocation = live.poll();
            return allocation == null ? 200 : server.release(allocation).status();
        }
        if (dice < 95) {
            UUID team = teams.get(random.nextInt(teams.size()));
            return server.put("quotas/" + user, "{\"parent_id\":\"" + team + "\"}")
                    .status();
        }
        return server.put("quotas/" + user, "{\"limit_value\":" + (20 + random.nextInt(100)) + "}")
                .status();
    }

    @Test
    void aLimitChangeNeverUndoesAMoveThatWasFaster() {
        UUID organization = api.quota("organization", "acme", "100", null);
        UUID left = api.quota("team", "left", "100", organization);
        UUID right = api.quota("team", "right", "100", organization);
        UUID user = api.quota("user", "ada", "50", left);
        for (int round = 0; round < 20; round++) {
            UUID target = round % 2 == 0 ? right : left;
            List<Integer> statuses = Callers.call(
                    8,
                    8,
                    i -> server(i)
                            .put(
                                    "quotas/" + user,
                                    i == 4
                                            ? "{\"parent_id\":\"" + target + "\"}"
                                            : "{\"limit_value\":" + (20 + i) + "}")
                            .status());
            assertThat(statuses).allMatch(status -> status == 200 || status == 409);
            if (statuses.get(4) == 200) {
                api.get("quotas/" + user).hasText("/parent_id", target.toString());
            }
        }
        api.verify();
    }

    @Test
    void ofManyServersAndCallersOneMakesTheQuota() {
        for (int round = 0; round < 5; round++) {
            String entity = "team-" + round;
            List<Integer> statuses = Callers.call(
                    16,
                    16,
                    i -> server(i)
                            .createQuota("team", entity, "concurrent_gpus", "5", "")
                            .status());
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
        }
    }

    @Test
    void ofManyReleasesOneGivesBack() {
        UUID team = api.quota("team", "ml", "100", null);
        for (int round = 0; round < 5; round++) {
            UUID allocation = api.allocate(team, "job", "7").is(201).id();
            List<Integer> statuses =
                    Callers.call(16, 16, i -> server(i).release(allocation).status());
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        }
        api.usage(team).hasNumber("/usage", "0");
        api.verify();
    }

    @Test
    void whatIsDueIsEndedOnceThoughBothServersSeeIt() throws InterruptedException {
        UUID team = api.quota("team", "ml", "100", null);
        for (int i = 0; i < 50; i++) {
            server(i)
                    .allocate(team, "job-" + i, "2", ",\"expires_in\":\"PT0.5S\"")
                    .is(201);
        }
        Instant limit = Instant.now().plusSeconds(10);
        while (api.usage(team).number("/usage").signum() > 0 && Instant.now().isBefore(limit)) {
            Thread.sleep(50);
        }
        assertThat(api.get("quotas/" + team + "/history?operation=expire&limit=500")
                        .body())
                .hasSize(50);
        api.verify();
    }

    private Api server(int number) {
        return servers.get(number % servers.size());
    }
}
