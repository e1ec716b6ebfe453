package headroom.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A pool of five tenants, each of whom asks for more than there is at two servers, while weights, demands, maxima and the strategy
 * change: no look at all its members at one moment finds more held than the capacity. So many runs as {@code
 * headroom.pool.runs} says.
 */
class PoolUnderLoadIT {
    private static final int RUNS = Integer.getInteger("headroom.pool.runs", 2);
    private static final BigDecimal CAPACITY = new BigDecimal("120");
    private static final long LOAD_MS = 5_000;
    private static final List<String> STRATEGIES = List.of("max_limit", "proportional", "priority", "reserved");

    private final Pools pools = new Pools(Product.running().api());
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    private final Set<Api> served = ConcurrentHashMap.newKeySet();
    private final AtomicInteger governed = new AtomicInteger();
    private volatile boolean over;

    @Test
    void neverHoldsMoreThanThereIs() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            over = false;
            served.clear();
            governed.set(0);
            List<Sharer> sharers = pools.sharers(5, "1000");
            UUID pool = pools.makeReserving(CAPACITY.toString(), "proportional", sharers);
            underLoad(run, pool, sharers);
            assertThat(broken).isEmpty();
            sharers.forEach(sharer -> sharer.api().verify());
            assertThat(PoolWatch.everyRunReplays(pools, pool, 0)).isGreaterThan(5);
            pools.platform().delete("pools/" + pool).is(204);
        }
    }

    private void underLoad(int run, UUID pool, List<Sharer> sharers) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> admitted = new ArrayList<>();
            for (Sharer sharer : sharers) {
                Api there = sharer.api().at(Product.running().second());
                for (Api api : List.of(sharer.api(), there)) {
                    long seed = run * 100L + admitted.size();
                    admitted.add(threads.submit(() -> work(api, sharer.root(), new Random(seed))));
                }
            }
            Future<Integer> changes = threads.submit(() -> govern(pool, sharers, new Random(run)));
            Future<BigDecimal> mostUsed = threads.submit(() -> watch(pool));
            TimeUnit.MILLISECONDS.sleep(LOAD_MS);
            // A server that has just started, on a busy machine, takes seconds for its first answers.
            await().atMost(Duration.ofMinutes(1)).until(() -> served.size() == admitted.size() && governed.get() > 5);
            over = true;
            for (Future<Integer> one : admitted) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isPositive();
            }
            assertThat(changes.get(60, TimeUnit.SECONDS)).isGreaterThan(5);
            // Else the load was none.
            assertThat(mostUsed.get(60, TimeUnit.SECONDS)).isGreaterThan(new BigDecimal("80"));
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    /** Takes all that it can get, and gives some of it back now and then; how often it got something. */
    private int work(Api api, UUID root, Random random) {
        List<UUID> held = new ArrayList<>();
        int admitted = 0;
        while (!over) {
            Reply reply = api.allocate(root, "job-" + UUID.randomUUID(), Integer.toString(1 + random.nextInt(15)));
            if (reply.status() == 201) {
                served.add(api);
                admitted++;
                held.add(reply.id());
            } else if (reply.status() != 409 && reply.status() != 429) {
                broken.add(reply.status() + " " + reply.http().body());
            }
            if (!held.isEmpty() && (reply.status() != 201 || random.nextInt(4) == 0)) {
                api.release(held.remove(random.nextInt(held.size()))).is(200);
            }
        }
        return admitted;
    }

    /** Changes something of the pool, one after the other; how often. */
    private int govern(UUID pool, List<Sharer> sharers, Random random) throws InterruptedException {
        while (!over) {
            Sharer sharer = sharers.get(random.nextInt(sharers.size()));
            String member = "pools/" + pool + "/members/" + sharer.tenant();
            Reply reply = switch (random.nextInt(4)) {
                case 0 ->
                    pools.platform()
                            .put(
                                    "pools/" + pool,
                                    "{\"strategy\":\"" + STRATEGIES.get(random.nextInt(STRATEGIES.size())) + "\"}");
                case 1 ->
                    sharer.api()
                            .put(
                                    member + "/demand",
                                    "{\"demand\":" + (random.nextBoolean() ? "null" : random.nextInt(200)) + "}");
                case 2 ->
                    pools.platform()
                            .put(
                                    member,
                                    "{\"reserved\":10,\"weight\":%d.5,\"priority\":%d,\"max\":%d}"
                                            .formatted(random.nextInt(9), random.nextInt(3), 20 + random.nextInt(100)));
                default -> pools.platform().put(member, "{\"reserved\":" + random.nextInt(24) + "}");
            };
            if (reply.status() != 200 && reply.status() != 429) {
                broken.add(reply.status() + " " + reply.http().body());
            }
            governed.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return governed.get();
    }

    /** Looks at all members at once, as fast as it goes; the most that was used. */
    private BigDecimal watch(UUID pool) throws SQLException {
        BigDecimal mostUsed = BigDecimal.ZERO;
        try (PoolWatch watch = new PoolWatch(Product.running().database(), pool)) {
            while (!over) {
                PoolWatch.Seen seen = watch.look();
                mostUsed = mostUsed.max(seen.used());
                if (seen.held().compareTo(CAPACITY) > 0 || seen.bound() != 5) {
                    broken.add("held " + seen.held() + " by " + seen.bound() + " members that are bound");
                }
            }
        }
        return mostUsed;
    }
}
