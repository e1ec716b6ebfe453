package headroom.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Reply;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A server that settles a pool is killed with kill -9, or the database is, while its members take all that they can get and
 * its terms change without a pause. Afterwards no more is held than there is, no counter is off, every run replays, what was
 * acknowledged is so, and the pool goes on. The number of rounds is half of headroom.crash.rounds, at least 3.
 */
class PoolCrashIT {
    private static final int ROUNDS = Math.max(3, Integer.getInteger("headroom.crash.rounds", 6) / 2);
    private static final int MEMBERS = 4;
    private static final BigDecimal CAPACITY = new BigDecimal("120");
    private static final List<String> STRATEGIES = List.of("max_limit", "proportional", "priority", "reserved");

    /** Beside these a server answers nothing to a right request. */
    private static final Set<Integer> ANSWERS = Set.of(200, 201, 409, 429, 503);

    private static final Path DIRECTORY = Path.of(
            System.getProperty("headroom.test.directory", "target/it"),
            "pool-crash-" + ProcessHandle.current().pid());

    private final Random random = new Random(3);
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger governed = new AtomicInteger();
    /** What the pool's strategy was said to be last; null where that got no answer. */
    private volatile String strategy = "proportional";

    @Test
    void noKillInTheMidstOfSettlingGivesMoreThanThereIs() throws SQLException {
        try (TestDatabase database = TestDatabase.start(DIRECTORY.resolve("database"));
                TestServer first = TestServer.launch(DIRECTORY.resolve("first"), database);
                TestServer second = TestServer.launch(DIRECTORY.resolve("second"), database)) {
            List<TestServer> servers = List.of(first.awaitReady(), second.awaitReady());
            Pools pools = new Pools(new Api(first.url()));
            List<Sharer> sharers = IntStream.range(0, MEMBERS)
                    .mapToObj(i -> sharer(new Api(first.url()).forTenant("crash-" + i)))
                    .toList();
            UUID pool = pools.makeReserving(CAPACITY.toString(), strategy, sharers);
            long replayed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int before = admitted.get();
                int changes = governed.get();
                int victim = round % 3;
                underLoad(servers, sharers, pool, () -> {
                    await().atMost(Duration.ofMinutes(1))
                            .until(() -> admitted.get() > before + 20 && governed.get() > changes + 10);
                    rest(random.nextInt(700));
                    kill(victim, database, servers);
                    rest(300);
                });
                servers.forEach(TestServer::awaitReady);
                assertThat(broken).isEmpty();
                replayed = check(database, pools, sharers, pool, replayed);
            }
            assertThat(replayed).as("runs").isGreaterThan(10L * ROUNDS);
        }
    }

    private static Sharer sharer(Api api) {
        api.register();
        return new Sharer(api, api.quota("organization", api.tenant(), "1000", null));
    }

    private static void kill(int victim, TestDatabase database, List<TestServer> servers) {
        if (victim < servers.size()) {
            servers.get(victim).kill();
            servers.get(victim).launch();
        } else {
            database.killAndRestart();
        }
    }

    private static void rest(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    private void underLoad(List<TestServer> servers, List<Sharer> sharers, UUID pool, Runnable disaster) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> striking = CompletableFuture.runAsync(() -> {
            try {
                disaster.run();
            } finally {
                over.set(true);
            }
        });
        int callers = 2 * sharers.size() + 1;
        try {
            Callers.call(callers, callers, i -> {
                Random own = new Random(random.nextInt() + i);
                if (i == 0) {
                    govern(servers, sharers, pool, own, over);
                } else {
                    Sharer sharer = sharers.get(i % sharers.size());
                    work(sharer.api().at(servers.get(i % servers.size())), sharer.root(), own, over);
                }
                return i;
            });
        } finally {
            striking.join();
        }
    }

    /** Takes all that it can get, and gives some of it back now and then. */
    private void work(Api api, UUID root, Random own, AtomicBoolean over) {
        List<UUID> held = new ArrayList<>();
        while (!over.get()) {
            try {
                Reply reply = api.allocate(root, "job-" + UUID.randomUUID(), Integer.toString(1 + own.nextInt(15)));
                note(reply);
                if (reply.status() == 201) {
                    admitted.incrementAndGet();
                    held.add(reply.id());
                }
                if (!held.isEmpty() && (reply.status() != 201 || own.nextInt(3) == 0)) {
                    note(api.release(held.remove(own.nextInt(held.size()))));
                }
            } catch (UncheckedIOException killed) {
                Thread.yield();
            }
        }
        for (UUID id : held) {
            try {
                note(api.release(id));
            } catch (UncheckedIOException killed) {
                Thread.yield();
            }
        }
    }

    /** Changes the pool without a pause: each change settles it. */
    private void govern(List<TestServer> servers, List<Sharer> sharers, UUID pool, Random own, AtomicBoolean over) {
        int preferred = 0;
        while (!over.get()) {
            Api platform = sharers.get(0).api().at(servers.get(preferred)).asPlatform();
            String wanted = STRATEGIES.get(own.nextInt(STRATEGIES.size()));
            Sharer sharer = sharers.get(own.nextInt(sharers.size()));
            try {
                strategy = null;
                Reply changed = platform.put("pools/" + pool, "{\"strategy\":\"" + wanted + "\"}");
                note(changed);
                strategy = changed.status() == 200 ? wanted : null;
                note(platform.put("pools/" + pool + "/members/" + sharer.tenant(), """
                        {"reserved":%d,"weight":%d.5,"demand":%s}""".formatted(
                                own.nextInt(25), own.nextInt(9), own.nextBoolean() ? "null" : own.nextInt(200))));
                governed.incrementAndGet();
            } catch (UncheckedIOException killed) {
                preferred = 1 - preferred;
            }
        }
    }

    private void note(Reply reply) {
        if (!ANSWERS.contains(reply.status())) {
            broken.add(reply.status() + " " + reply.http().body());
        }
    }

    private long check(TestDatabase database, Pools pools, List<Sharer> sharers, UUID pool, long replayed)
            throws SQLException {
        PoolWatch.Seen seen;
        try (PoolWatch watch = new PoolWatch(database, pool)) {
            seen = watch.look();
        }
        assertThat(seen.held()).isLessThanOrEqualTo(CAPACITY);
        assertThat(seen.bound()).isEqualTo(MEMBERS);
        sharers.forEach(sharer -> sharer.api().verify());
        Reply shown = pools.get(pool);
        if (strategy != null) {
            shown.hasText("/strategy", strategy);
        }
        assertThat(shown.number("/held")).isEqualByComparingTo(seen.held());
        long newest = PoolWatch.everyRunReplays(pools, pool, replayed);
        goesOn(pools, sharers, pool);
        return newest;
    }

    /** Who says now that it wants all that is free gets it, by a round of one of the servers. */
    private static void goesOn(Pools pools, List<Sharer> sharers, UUID pool) {
        pools.platform().put("pools/" + pool, "{\"strategy\":\"proportional\"}").is(200);
        for (Sharer sharer : sharers) {
            String demand = sharer == sharers.get(0) ? "1000" : "0";
            pools.platform()
                    .put("pools/" + pool + "/members/" + sharer.tenant(), "{\"demand\":" + demand + "}")
                    .is(200);
        }
        for (Sharer sharer : sharers) {
            sharer.api()
                    .all("quotas/" + sharer.root() + "/allocations?limit=500&state=active")
                    .forEach(held -> sharer.api()
                            .release(UUID.fromString(held.path("id").asText()))
                            .is(200));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Pools.shares(pools.get(pool)).equals("120/0/0/0"));
        for (Sharer sharer : sharers) {
            pools.platform()
                    .put("pools/" + pool + "/members/" + sharer.tenant(), "{\"reserved\":10,\"demand\":null}")
                    .is(200);
        }
    }
}
