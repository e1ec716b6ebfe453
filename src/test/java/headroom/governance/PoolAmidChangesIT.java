package headroom.governance;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A pool is settled at two servers while its members come and go, are paused, and their quotas are made, moved, overridden,
 * changed by plans and deleted, all at once: nobody hears of a deadlock, and none comes about.
 */
class PoolAmidChangesIT {
    private static final long LOAD_MS = Long.getLong("headroom.pool.amid_ms", 8_000);
    private static final BigDecimal CAPACITY = new BigDecimal("120");

    /** Rules may refuse, and others be first; beside these a server answers nothing. */
    private static final Set<Integer> ANSWERS = Set.of(200, 201, 204, 404, 409, 412, 422, 429);

    private final Pools pools = new Pools(Product.running().api());
    private final List<Sharer> sharers = pools.sharers(4, "1000");
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private UUID pool;

    private interface Act {
        void at(Api api, Random random);
    }

    @Test
    void settlingAmidAllOtherChangesWaitsForNobodyInACircle() throws SQLException {
        pool = pools.makeReserving(CAPACITY.toString(), "proportional", sharers);
        long deadlocks = deadlocks();
        List<Act> acts = List.of(
                this::govern,
                this::govern,
                this::plan,
                (api, random) -> administrate(sharers.get(0), api, random),
                (api, random) -> administrate(sharers.get(1), api, random),
                (api, random) -> administrate(sharers.get(2), api, random),
                (api, random) -> administrate(sharers.get(3), api, random),
                (api, random) -> work(sharers.get(random.nextInt(4)), api, random),
                (api, random) -> work(sharers.get(random.nextInt(4)), api, random));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOAD_MS);
        Callers.call(acts.size(), acts.size(), i -> {
            Random random = new Random(i);
            Api any = sharers.get(0).api();
            Api api = i % 2 == 0 ? any : any.at(Product.running().second());
            while (System.nanoTime() < end) {
                acts.get(i).at(api, random);
            }
            return i;
        });
        assertThat(broken).isEmpty();
        assertThat(new TreeMap<>(answers)).as("what came about").containsKeys("move 422", "apply 200", "member 200");
        assertThat(deadlocks() - deadlocks).as("deadlocks").isZero();
        assertThat(Product.running().server().log()).doesNotContain("a pool could not be settled");
        assertThat(Product.running().second().log()).doesNotContain("a pool could not be settled");
        try (PoolWatch watch = new PoolWatch(Product.running().database(), pool)) {
            assertThat(watch.look().held()).isLessThanOrEqualTo(CAPACITY);
        }
        PoolWatch.everyRunReplays(pools, pool, 0);
        sharers.forEach(sharer -> sharer.api().verify());
    }

    /** Brings members in, on other terms, and out. */
    private void govern(Api api, Random random) {
        Sharer sharer = sharers.get(random.nextInt(sharers.size()));
        String member = "pools/" + pool + "/members/" + sharer.tenant();
        Api platform = api.asPlatform();
        switch (random.nextInt(5)) {
            case 0 -> note("leave", platform.delete(member));
            case 1 -> {
                String strategy = random.nextBoolean() ? "reserved" : "proportional";
                note("change", platform.put("pools/" + pool, "{\"strategy\":\"" + strategy + "\"}"));
            }
            default ->
                note("member", platform.put(member, """
                        {"reserved":10,"weight":%d.5,"demand":%s}""".formatted(
                                random.nextInt(9), random.nextBoolean() ? "null" : random.nextInt(200))));
        }
    }

    /** Plans other limits for two tenants, now and then another weight, and applies it. */
    private void plan(Api api, Random random) {
        Sharer one = sharers.get(random.nextInt(4));
        Sharer other = sharers.get(random.nextInt(4));
        String limit = "{\"type\":\"limit\",\"tenant\":\"%s\",\"quota_id\":\"%s\",\"limit_value\":%d}";
        String changes = limit.formatted(one.tenant(), one.root(), 1_000 + random.nextInt(100))
                + (one == other ? "" : "," + limit.formatted(other.tenant(), other.root(), 1_000 + random.nextInt(100)))
                + (random.nextInt(4) > 0
                        ? ""
                        : ",{\"type\":\"member\",\"pool_id\":\"%s\",\"tenant\":\"%s\",\"weight\":%d}"
                                .formatted(pool, one.tenant(), 1 + random.nextInt(9)));
        Api platform = api.asPlatform();
        Reply planned = platform.post("simulations", "{\"changes\":[" + changes + "]}");
        note("plan", planned);
        if (planned.status() == 200) {
            note("apply", platform.post("simulations/" + planned.text("/plan_hash") + "/apply", null));
        }
    }

    /** What an administrator does to a tenant and its quotas. */
    private void administrate(Sharer sharer, Api at, Random random) {
        Api api = at.forTenant(sharer.tenant());
        switch (random.nextInt(6)) {
            case 0 -> {
                note("pause", api.post("tenants/" + sharer.tenant() + "/pause", "{\"mode\":\"deny_new\"}"));
                note("resume", api.post("tenants/" + sharer.tenant() + "/resume", null));
            }
            case 1 -> {
                Reply root = api.createQuota("organization", "second-" + UUID.randomUUID(), "concurrent_gpus", "5", "");
                note("root", root);
                if (root.status() == 201) {
                    note("delete", api.delete("quotas/" + root.id()));
                }
            }
            case 2 ->
                note("override", api.post("quotas/" + sharer.root() + "/overrides", """
                        {"delta":5,"until":"%s"}""".formatted(
                                Instant.now().plusSeconds(2))));
            default -> move(sharer, api);
        }
    }

    /** Makes a team, tries to make it a root, brings it back, deletes it. */
    private void move(Sharer sharer, Api api) {
        Reply team = api.createQuota(
                "team", "t-" + UUID.randomUUID(), "concurrent_gpus", "5", ",\"parent_id\":\"" + sharer.root() + "\"");
        note("team", team);
        if (team.status() == 201) {
            Reply moved = api.put("quotas/" + team.id(), "{\"parent_id\":null}");
            note("move", moved);
            if (moved.status() == 200) {
                note("back", api.put("quotas/" + team.id(), "{\"parent_id\":\"" + sharer.root() + "\"}"));
            }
            note("delete", api.delete("quotas/" + team.id()));
        }
    }

    private void work(Sharer sharer, Api at, Random random) {
        Api api = at.forTenant(sharer.tenant());
        Reply reply = api.allocate(sharer.root(), "job-" + UUID.randomUUID(), Integer.toString(1 + random.nextInt(30)));
        note("allocate", reply);
        if (reply.status() == 201) {
            note("release", api.release(reply.id()));
        }
    }

    private void note(String what, Reply reply) {
        answers.merge(what + " " + reply.status(), 1, Integer::sum);
        if (!ANSWERS.contains(reply.status())) {
            broken.add(what + " " + reply.status() + " " + reply.http().body());
        }
    }

    private static long deadlocks() throws SQLException {
        try (Connection database = Product.running().database().asOwner();
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(
                        "select deadlocks from pg_stat_database where datname = current_database()")) {
            found.next();
            return found.getLong(1);
        }
    }
}
