package headroom.bench.data;

import headroom.bench.system.Database;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the database in bulk, with counters that are exact, and cleans up between measurements. Works past the foreign
 * keys, as the superuser may: what it writes is right by construction, and verified in the end. Adds trees, and never
 * touches what the server may remember of another.
 */
public final class Loader {
    /** The indexes of allocations that are quicker made anew than kept up, from so many rows on. */
    private static final long REBUILD_FROM_ROWS = 100_000;

    private static final String REBUILT = "'allocations_one_live_job_a1', 'allocations_of_quota'";

    private static final List<String> SESSION = List.of(
            "set session_replication_role = replica",
            "set synchronous_commit = off",
            "set maintenance_work_mem = '256MB'",
            "set max_parallel_maintenance_workers = 0");

    private final Database database;

    public Loader(Database database) {
        this.database = database;
    }

    /** Makes what the statements below use, and the tree for batches. */
    public void prepare() {
        database.execute(List.of(Statements.resource("load-prepare.sql")));
        load(Forest.BATCH_TENANT, 1, 1, 0);
    }

    /** Gives a tenant one tree, with nothing held in it. */
    public void oneTree(String tenant) {
        load(tenant, 1, 1, 0);
    }

    /** Adds the trees that are missing for this size; none when it is there. */
    public void growTo(Size size) {
        int present = Integer.parseInt(
                database.value("select count(*) from quota_trees where tenant_id = '" + Forest.TENANT + "'"));
        if (present < size.trees()) {
            load(Forest.TENANT, present + 1, size.trees(), Forest.PER_USER);
        }
    }

    private void load(String tenant, int firstTree, int lastTree, int perUser) {
        boolean rebuild = (long) (lastTree - firstTree + 1) * Forest.USERS * perUser >= REBUILD_FROM_ROWS;
        List<String> statements = new ArrayList<>(SESSION);
        if (rebuild) {
            indexes("indexname").forEach(name -> statements.add("drop index " + name));
        }
        Statements values = new Statements(tenant, firstTree, lastTree, perUser);
        (perUser == 0
                        ? List.of("trees", "quotas", "counters")
                        : List.of("trees", "quotas", "counters", "allocations", "history"))
                .forEach(name -> statements.add(values.fill("load-" + name + ".sql")));
        if (rebuild) {
            statements.addAll(indexes("indexdef"));
        }
        database.execute(statements);
        settle();
    }

    private List<String> indexes(String column) {
        return database.values("select " + column + " from pg_indexes where schemaname = 'public' and indexname in ("
                + REBUILT + ") order by indexname");
    }

    /** Takes away what measurements have left behind: ended allocations, their history, and batches. */
    public void tidy() {
        List<String> statements = new ArrayList<>(SESSION);
        statements.add(Statements.resource("tidy.sql").replace("${batch_tenant}", Forest.BATCH_TENANT));
        database.execute(statements);
        settle();
    }

    private void settle() {
        database.execute(List.of("vacuum analyze", "checkpoint"));
    }

    /** The ids of a tree's users' quotas. */
    public List<String> userQuotas(int tree) {
        return database.values("select id from quotas where tenant_id = '%s' and entity_id like 'user-%04d-%%'"
                .formatted(Forest.TENANT, tree));
    }
}
