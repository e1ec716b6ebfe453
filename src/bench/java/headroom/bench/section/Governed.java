package headroom.bench.section;

import headroom.bench.data.Forest;
import headroom.bench.data.Size;
import headroom.bench.talk.AllocatingAndReleasing;
import headroom.bench.talk.Users;
import java.util.ArrayList;
import java.util.List;

/**
 * The load of the hot tree without and with a pool that bounds it, in turns, so that what the machine does otherwise falls on both; the median of
 * their ratios counts. The
 * pool is made by SQL, as the tenant that is measured has several trees, which the service itself would refuse; its demand
 * is measured, so that the timer settles it all the time.
 */
final class Governed implements Section {
    private static final int TURNS = 3;
    private static final String POOL = "0199aaaa-0000-7000-8000-000000000001";

    @Override
    public String name() {
        return "governed";
    }

    @Override
    public void run(Run run, Size size) {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            double free = measure(run, "one hot tree, no pool");
            share(run);
            ratios.add(measure(run, "one hot tree in a pool") / free);
            free(run);
        }
        ratios.sort(null);
        run.findings().put("governed/ratio", ratios.get(TURNS / 2));
    }

    private static double measure(Run run, String words) {
        Users users = run.users(Size.SMALL.measuredTree());
        return run.measure(words, HotTree.PEAK_CONNECTIONS, seed -> new AllocatingAndReleasing(users, seed))
                .rate();
    }

    private static void share(Run run) {
        run.service()
                .database()
                .execute(List.of(
                        """
                        insert into pools (id, name, resource_type, capacity, strategy, oversubscribe, floor_percent,
                                           reclaim_grace_ms, run_number, due_at, settled, version, created_at, updated_at)
                        values ('%s', 'benchmark', '%s', 1000000000000, 'proportional', false, 5, 30000, 0, now(), false, 0,
                                now(), now())""".formatted(POOL, Forest.RESOURCE_TYPE),
                        "insert into tenant_shares values ('%s', '%s', 1000000000000)"
                                .formatted(Forest.TENANT, Forest.RESOURCE_TYPE),
                        """
                        insert into pool_members (tenant_id, pool_id, resource_type, weight, priority, reserved)
                        values ('%s', '%s', '%s', 1, 0, 0)""".formatted(Forest.TENANT, POOL, Forest.RESOURCE_TYPE),
                        "update quota_trees set share = 1000000000000 where tenant_id = '%s' and resource_type = '%s'"
                                .formatted(Forest.TENANT, Forest.RESOURCE_TYPE)));
    }

    private static void free(Run run) {
        run.service()
                .database()
                .execute(List.of(
                        "delete from pool_members where pool_id = '%s'".formatted(POOL),
                        "delete from tenant_shares where tenant_id = '%s'".formatted(Forest.TENANT),
                        "delete from pools where id = '%s'".formatted(POOL),
                        "update quota_trees set share = null where tenant_id = '%s'".formatted(Forest.TENANT)));
    }
}
