package headroom.concurrency.crash;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Servers are killed with kill -9 under a load of all that there is, over two trees. Afterwards all that was acknowledged is
 * there exactly once, what got no answer takes effect once when it is asked for again, and nothing is there that nobody asked for.
 */
class MixedCrashIT {
    /** A fifth of what the plain crash test makes: each waits for a server to start. */
    private static final int ROUNDS = Math.max(3, Integer.getInteger("headroom.crash.rounds", 6) / 5);

    private static final int CALLERS = 12;
    private static final Duration SURVIVOR_LIMIT = Duration.ofSeconds(5);

    private final Api api = Product.running().api();
    private final List<MortalServer> servers = List.of(
            new MortalServer(Product.running().server(), api),
            new MortalServer(Product.running().second(), api));
    private final List<UUID> organizations = new ArrayList<>();
    private final List<UUID> teams = new ArrayList<>();
    private final List<UUID> users = new ArrayList<>();
    private final Random random = new Random(5);

    @Test
    void everyPromiseSurvivesEveryKill() {
        plant();
        List<Caller> callers = IntStream.range(0, CALLERS)
                .mapToObj(number -> new Caller(number, servers, users))
                .toList();
        Administrator administrator = new Administrator(servers, teams, organizations);
        int unanswered = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                int victims = 1 + round % 3;
                underLoad(callers, administrator, over -> kill(victims, over));
                servers.forEach(MortalServer::awaitReady);
                unanswered += callers.stream().mapToInt(Caller::unanswered).sum();
                Callers.call(CALLERS, CALLERS, i -> {
                    callers.get(i).recover();
                    return i;
                });
                administrator.recover();
                check(callers, administrator);
            }
        } finally {
            servers.forEach(MortalServer::awaitReady);
        }
        assertThat(unanswered).as("requests that a kill caught").isGreaterThan(ROUNDS);
    }

    private void plant() {
        for (String name : List.of("acme", "globex")) {
            organizations.add(api.quota("organization", name, "600", null));
        }
        for (int t = 0; t < 4; t++) {
            teams.add(api.quota("team", "team-" + t, "300", organizations.get(t % 2)));
            users.add(api.quota("user", "user-" + t, "150", teams.get(t)));
        }
    }

    private interface Disaster {
        void strike(AtomicBoolean over);
    }

    private void underLoad(List<Caller> callers, Administrator administrator, Disaster disaster) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> striking = CompletableFuture.runAsync(() -> {
            try {
                disaster.strike(over);
            } finally {
                over.set(true);
            }
        });
        try {
            Callers.call(CALLERS + 1, CALLERS + 1, i -> {
                while (!over.get()) {
                    if (i < CALLERS) {
                        callers.get(i).step();
                    } else {
                        administrator.step();
                    }
                }
                return i;
            });
        } finally {
            striking.join();
        }
    }

    /** Kills the first server, the second or both (3); where one lives on it must decide again within a few seconds. */
    private void kill(int victims, AtomicBoolean over) {
        rest(Duration.ofMillis(200 + random.nextInt(800)));
        for (int i = 0; i < servers.size(); i++) {
            if ((victims & 1 << i) != 0) {
                servers.get(i).killAndLaunch();
            }
        }
        servers.stream().filter(server -> !server.isDying()).findAny().ifPresent(survivor -> {
            for (UUID user : users) {
                await().atMost(SURVIVOR_LIMIT)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> decides(survivor, user));
            }
            rest(Duration.ofMillis(500));
        });
        over.set(true);
    }

    /** A request for more than any limit is decided and leaves nothing. */
    private static boolean decides(MortalServer survivor, UUID user) {
        String tooMuch = "{\"quota_id\":\"%s\",\"job_id\":\"probe\",\"requested_value\":1000}".formatted(user);
        return survivor.send(Request.post("allocations", tooMuch, true, null, reply -> {}))
                .reply()
                .filter(reply -> reply.text("/type").equals("urn:headroom:problem:quota-exceeded"))
                .isPresent();
    }

    private static void rest(Duration duration) {
        await().pollDelay(duration).until(() -> true);
    }

    private void check(List<Caller> callers, Administrator administrator) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ofUsers("allocations?limit=500&state=reserved").noneMatch(MixedCrashIT::endsSoon));
        Map<String, List<JsonNode>> allocations = Stream.of("released", "expired", "active", "reserved")
                .flatMap(state -> ofUsers("allocations?limit=500&state=" + state))
                .collect(groupingBy(allocation -> allocation.path("job_id").asText()));
        Map<String, List<String>> history = ofUsers("history?limit=500")
                .collect(groupingBy(
                        row -> row.path("job_id").asText(),
                        mapping(row -> row.path("operation").asText(), toList())));
        for (Caller caller : callers) {
            for (Job job : caller.jobs()) {
                List<JsonNode> listed = allocations.remove(job.name());
                List<String> told = history.remove(job.name());
                job.check(listed == null ? List.of() : listed, told == null ? List.of() : told);
            }
        }
        assertThat(allocations).as("allocations that nobody asked for").isEmpty();
        assertThat(history).as("history that nobody made").isEmpty();
        administrator.check(api);
        api.verify();
    }

    /** Short leases end before it is counted, lest they do so in between; renewed ones last. */
    private static boolean endsSoon(JsonNode allocation) {
        return allocation.hasNonNull("expires_at")
                && Instant.parse(allocation.path("expires_at").asText())
                        .isBefore(Instant.now().plusSeconds(60));
    }

    private Stream<JsonNode> ofUsers(String list) {
        return users.stream().flatMap(user -> api.all("quotas/" + user + "/" + list).stream());
    }
}
