package headroom.concurrency.linearizable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which calls clients make of one small tree: 1 organization, 2 teams, 4 users, limits so tight that denials are frequent,
 * few jobs so that they meet. Thread-safe.
 */
final class Workload {
    static final List<String> USERS = List.of("ada", "bob", "cyd", "dan");
    static final List<String> QUOTAS = List.of("acme", "left", "right", "ada", "bob", "cyd", "dan");

    private static final int JOBS = 4;
    /** Of the allocations heard of, so many of the latest are stepped: live ones and such as have just been released. */
    private static final int RECENT = 6;

    private final Random random;
    private final List<String> allocations = new ArrayList<>();

    Workload(Random random) {
        this.random = random;
    }

    /** The tree that the calls are made for. */
    static Twin tree() {
        return Twin.empty()
                .with("acme", 20, null)
                .with("left", 14, "acme")
                .with("right", 14, "acme")
                .with("ada", 9, "left")
                .with("bob", 9, "left")
                .with("cyd", 9, "right")
                .with("dan", 9, "right");
    }

    synchronized void heardOf(String allocation) {
        allocations.add(allocation);
    }

    synchronized Call next() {
        int dice = random.nextInt(100);
        if (dice < 40 || allocations.isEmpty()) {
            return new Call.Allocate(
                    any(USERS), "job-" + random.nextInt(JOBS), 1 + random.nextInt(6), random.nextInt(3) == 0);
        }
        if (dice < 65) {
            return new Call.Release(anyRecent());
        }
        if (dice < 72) {
            return new Call.Commit(anyRecent(), 1 + random.nextInt(4));
        }
        if (dice < 78) {
            return random.nextInt(3) == 0
                    ? new Call.ChangeLimit("acme", 16 + random.nextInt(8))
                    : new Call.ChangeLimit(any(USERS), 4 + random.nextInt(11));
        }
        if (dice < 90) {
            return new Call.Check(any(USERS), 1 + random.nextInt(6));
        }
        return new Call.ReadUsage(any(QUOTAS));
    }

    private String anyRecent() {
        int last = allocations.size() - 1;
        return allocations.get(last - random.nextInt(Math.min(RECENT, allocations.size())));
    }

    private String any(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }
}
