package headroom.concurrency;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All that changes a tree at once, at two servers: allocate, release, commit, expiry, move, change of a limit. What the
 * callers were told is what is there in the end; and no quota is ever seen above its limit, but where a limit was lowered.
 */
class MixedLoadIT {
    private static final int THREADS = 24;
    private static final int CALLS = 600;
    private static final int TEAM_LIMIT = 60;

    private final Api api = Product.running().api();
    private final List<Api> servers = List.of(api, api.at(Product.running().second()));
    private final List<UUID> teams = new ArrayList<>();
    private final List<UUID> users = new ArrayList<>();
    private final AtomicInteger jobs = new AtomicInteger();
    /** Live for certain, and for grabs. */
    private final Queue<UUID> lasting = new ConcurrentLinkedQueue<>();
    /** Will expire, if nobody releases them before. */
    private final Queue<UUID> leased = new ConcurrentLinkedQueue<>();

    private final Set<UUID> admitted = ConcurrentHashMap.newKeySet();
    private final Set<UUID> withLease = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> raised = new HashMap<>();
    private final Set<UUID> released = ConcurrentHashMap.newKeySet();
    private UUID organization;

    @BeforeEach
    void plant() {
        organization = api.quota("organization", "acme", "120", null);
        for (int t = 0; t < 3; t++) {
            teams.add(api.quota("team", "team-" + t, String.valueOf(TEAM_LIMIT), organization));
            for (int u = 0; u < 3; u++) {
                users.add(api.quota("user", "user-" + t + "-" + u, "30", teams.get(t)));
            }
        }
    }

    @Test
    void usageNeverExceedsALimitThatIsNotLowered() {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> watching = CompletableFuture.supplyAsync(() -> watch(over));
        List<Integer> statuses = Callers.call(THREADS, CALLS, i -> step(i, this::raise));
        over.set(true);
        assertThat(statuses).containsOnly(200, 201, 409);
        assertThat(watching.join()).as("usages seen during the run").isGreaterThan(50);
        whatWasToldIsThere();
    }

    @Test
    void everyCounterIsExactThoughLimitsGoUpAndDown() {
        List<Integer> statuses = Callers.call(THREADS, CALLS, i -> step(i, this::changeLimit));
        assertThat(statuses).containsOnly(200, 201, 409);
        whatWasToldIsThere();
    }

    @FunctionalInterface
    private interface LimitChange {
        int apply(Api server, UUID user, Random random);
    }

    /** Raises the limit of one user after the other, so that none is ever lowered. */
    private int raise(Api server, UUID user, Random random) {
        synchronized (raised) {
            return limit(server, user, raised.merge(user, 31, (limit, first) -> Math.min(limit + 1, TEAM_LIMIT)));
        }
    }

    private int changeLimit(Api server, UUID user, Random random) {
        return limit(server, user, 5 + random.nextInt(50));
    }

    private static int limit(Api server, UUID user, int limit) {
        return server.put("quotas/" + user, "{\"limit_value\":" + limit + "}").status();
    }

    /** One call, chosen by its number; its status. */
    private int step(int number, LimitChange limitChange) {
        Random random = new Random(number);
        Api server = servers.get(random.nextInt(servers.size()));
        UUID user = users.get(random.nextInt(users.size()));
        int dice = random.nextInt(100);
        if (dice < 25) {
            return allocate(server, user, random, "", lasting);
        }
        if (dice < 45) {
            String state = random.nextBoolean() ? "reserved" : "active";
            String lease = ",\"state\":\"%s\",\"expires_in\":\"PT0.%dS\"".formatted(state, 1 + random.nextInt(5));
            return allocate(server, user, random, lease, leased);
        }
        if (dice < 70) {
            return release(server, random.nextInt(3) > 0 ? lasting.poll() : leased.poll());
        }
        if (dice < 80) {
            UUID allocation = leased.peek();
            return allocation == null
                    ? 200
                    : server.post("allocations/" + allocation + "/renew", "{\"expires_in\":\"PT0.3S\"}")
                            .status();
        }
        if (dice < 90) {
            UUID team = teams.get(random.nextInt(teams.size()));
            return server.put("quotas/" + user, "{\"parent_id\":\"" + team + "\"}")
                    .status();
        }
        return limitChange.apply(server, user, random);
    }

    private int allocate(Api server, UUID user, Random random, String more, Queue<UUID> kind) {
        String amount = random.nextInt(12) + "." + (1 + random.nextInt(9999));
        Reply reply = server.allocate(user, "job-" + jobs.incrementAndGet(), amount, more);
        if (reply.status() == 201) {
            admitted.add(reply.id());
            if (kind == leased) {
                withLease.add(reply.id());
            }
            kind.add(reply.id());
        }
        return reply.status();
    }

    private int release(Api server, UUID allocation) {
        if (allocation == null) {
            return 200;
        }
        Reply reply = server.release(allocation);
        if (reply.status() == 200) {
            assertThat(released.add(allocation)).as("released once").isTrue();
        } else {
            assertThat(withLease).as("only what has a lease ends by itself").contains(allocation);
            reply.isProblem(409, "already-released").hasText("/allocation/state", "expired");
        }
        return reply.status();
    }

    /** Reads usage and limit, in one answer, again and again; how often. */
    private int watch(AtomicBoolean over) {
        List<UUID> all = new ArrayList<>(teams);
        all.add(organization);
        all.addAll(users);
        int seen = 0;
        while (!over.get()) {
            Reply usage = servers.get(seen % servers.size()).usage(all.get(seen / 2 % all.size()));
            assertThat(usage.number("/usage"))
                    .as("usage against its limit: %s", usage.http().body())
                    .isLessThanOrEqualTo(usage.number("/effective_limit"))
                    .isNotNegative();
            seen++;
        }
        return seen;
    }

    private void whatWasToldIsThere() {
        Set<UUID> live = without(without(admitted, withLease), released);
        Set<UUID> expired = without(withLease, released);
        assertThat(live).isNotEmpty();
        assertThat(expired).isNotEmpty();
        await().atMost(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(listed("reserved", "active")).isEqualTo(live));
        api.verify();
        assertThat(listed("released")).isEqualTo(released);
        assertThat(listed("expired")).isEqualTo(expired);
        assertThat(told("allocate")).containsExactlyInAnyOrderElementsOf(jobs(admitted));
        assertThat(told("release")).containsExactlyInAnyOrderElementsOf(jobs(released));
        assertThat(told("expire")).containsExactlyInAnyOrderElementsOf(jobs(expired));
        BigDecimal held = allocations("reserved", "active").stream()
                .map(allocation -> allocation.path("allocated_value").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(api.usage(organization).number("/usage")).isEqualByComparingTo(held);
    }

    private static Set<UUID> without(Set<UUID> all, Set<UUID> some) {
        return all.stream().filter(id -> !some.contains(id)).collect(toSet());
    }

    private List<JsonNode> allocations(String... states) {
        List<JsonNode> found = new ArrayList<>();
        for (UUID user : users) {
            for (String state : states) {
                found.addAll(api.all("quotas/" + user + "/allocations?limit=500&state=" + state));
            }
        }
        return found;
    }

    private Set<UUID> listed(String... states) {
        return allocations(states).stream()
                .map(allocation -> UUID.fromString(allocation.path("id").asText()))
                .collect(toSet());
    }

    private List<String> jobs(Set<UUID> ids) {
        return allocations("reserved", "active", "released", "expired").stream()
                .filter(allocation ->
                        ids.contains(UUID.fromString(allocation.path("id").asText())))
                .map(allocation -> allocation.path("job_id").asText())
                .toList();
    }

    /** The jobs of all rows of the history that tell of this operation. */
    private List<String> told(String operation) {
        return users.stream()
                .flatMap(user -> api.all("quotas/" + user + "/history?limit=500&operation=" + operation).stream())
                .map(row -> row.path("job_id").asText())
                .toList();
    }
}
