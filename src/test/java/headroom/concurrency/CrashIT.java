package headroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Reply;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The promise under fire: a server or the database is killed with kill -9 in the middle of load, again and again; what
 * was acknowledged is there afterwards, and no counter is off. The number of rounds is headroom.crash.rounds.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("headroom.crash.rounds", 6);
    private static final int THREADS = 8;
    /** Acknowledged in each round before it strikes, however slow the machine. */
    private static final int ENOUGH = 20;

    private static final Path DIRECTORY = Path.of(
            System.getProperty("headroom.test.directory", "target/it"),
            "crash-" + ProcessHandle.current().pid());

    private final AtomicInteger jobs = new AtomicInteger();
    /** What was acknowledged: allocations, and whether their release was asked for (false: not) or acknowledged (true). */
    private final Map<UUID, Acknowledged> acknowledged = new ConcurrentHashMap<>();

    private enum Acknowledged {
        ALLOCATED,
        RELEASE_ASKED,
        RELEASED
    }

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws InterruptedException {
        try (TestDatabase database = TestDatabase.start(DIRECTORY.resolve("database"));
                TestServer first = TestServer.launch(DIRECTORY.resolve("first"), database);
                TestServer second = TestServer.launch(DIRECTORY.resolve("second"), database)) {
            first.awaitReady();
            second.awaitReady();
            List<Api> servers =
                    List.of(new Api(first.url()).forTenant("default"), new Api(second.url()).forTenant("default"));
            UUID organization = servers.get(0).quota("organization", "acme", "100000", null);
            List<UUID> users = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                UUID team = servers.get(0).quota("team", "team-" + t, "60000", organization);
                users.add(servers.get(0).quota("user", "a-" + t, "60000", team));
                users.add(servers.get(0).quota("user", "b-" + t, "60000", team));
            }
            Random random = new Random(7);
            for (int round = 0; round < ROUNDS; round++) {
                int enough = (round + 1) * ENOUGH;
                underLoad(servers, users, () -> {
                    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > enough);
                    Awaitility.await()
                            .pollDelay(Duration.ofMillis(300 + random.nextInt(700)))
                            .until(() -> true);
                    if (random.nextBoolean()) {
                        database.killAndRestart();
                    } else {
                        TestServer victim = random.nextBoolean() ? first : second;
                        victim.kill();
                        victim.launch();
                    }
                });
                first.awaitReady();
                second.awaitReady();
                check(servers.get(round % 2), organization);
            }
            assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * ENOUGH);
        }
    }

    private void underLoad(List<Api> servers, List<UUID> users, Runnable disaster) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Api server = servers.get(i % servers.size());
            Random random = new Random(i);
            Thread caller = new Thread(() -> {
                while (!over.get()) {
                    step(server, users.get(random.nextInt(users.size())), random);
                }
            });
            caller.start();
            callers.add(caller);
        }
        disaster.run();
        Thread.sleep(300);
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private void step(Api server, UUID user, Random random) {
        try {
            Reply made = server.allocate(user, "job-" + jobs.incrementAndGet(), (1 + random.nextInt(9)) + ".5");
            if (made.status() != 201) {
                Thread.sleep(20);
                return;
            }
            acknowledged.put(made.id(), Acknowledged.ALLOCATED);
            if (random.nextInt(3) > 0) {
                acknowledged.put(made.id(), Acknowledged.RELEASE_ASKED);
                if (server.release(made.id()).status() == 200) {
                    acknowledged.put(made.id(), Acknowledged.RELEASED);
                }
            }
        } catch (UncheckedIOException killed) {
            Thread.yield();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(Api api, UUID organization) {
        api.verify();
        Map<UUID, String> states = new ConcurrentHashMap<>();
        BigDecimal held = BigDecimal.ZERO;
        for (JsonNode quota : api.get("quotas?limit=500").is(200).body()) {
            for (String state : List.of("active", "released")) {
                String id = quota.path("id").asText();
                for (JsonNode allocation : api.all("quotas/" + id + "/allocations?limit=500&state=" + state)) {
                    states.put(UUID.fromString(allocation.path("id").asText()), state);
                    if (state.equals("active")) {
                        held = held.add(allocation.path("allocated_value").decimalValue());
                    }
                }
            }
        }
        acknowledged.forEach((id, what) -> {
            String state = states.get(id);
            assertThat(state)
                    .as("acknowledged allocation %s is not forgotten", id)
                    .isNotNull();
            if (what != Acknowledged.RELEASE_ASKED) {
                assertThat(state).isEqualTo(what == Acknowledged.RELEASED ? "released" : "active");
            }
        });
        assertThat(api.usage(organization).number("/usage")).isEqualByComparingTo(held);
    }
}
