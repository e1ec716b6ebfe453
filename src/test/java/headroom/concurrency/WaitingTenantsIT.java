package headroom.concurrency;

import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests that wait in many trees of one tenant, and another's. */
class WaitingTenantsIT {
    /** Many times what is looked at in one go. */
    private static final int TREES = 4_000;

    private static final Duration SOON = Duration.ofSeconds(12);

    private final TestDatabase database = Product.running().database();
    private final Api many = Product.running().api();

    @Test
    void oneTenantsManyLinesDoNotHoldUpAnothers() {
        waitInManyTrees();
        try {
            for (int turn = 0; turn < 2; turn++) {
                Api other = Product.running().api();
                UUID quota = other.quota("team", "a", "1", null);
                UUID held = other.allocate(quota, "first", "1").is(201).id();
                UUID waits = waiting(other, quota, "1");
                other.release(held).is(200);
                await().atMost(SOON)
                        .until(() -> other.get("allocations/waiting/" + waits)
                                .text("/state")
                                .equals("granted"));
            }
        } finally {
            database.execute(
                    "update waiting_requests set state = 'cancelled', ended_at = now() where state = 'waiting' and tenant_id = '%s'"
                            .formatted(many.tenant()));
        }
    }

    private static UUID waiting(Api api, UUID quota, String amount) {
        String more =
                ",\"wait\":true,\"deadline\":\"%s\"".formatted(Instant.now().plusSeconds(600));
        return api.allocate(quota, "second", amount, more).is(202).id();
    }

    /** One that never fits, and copies of its tree. */
    private void waitInManyTrees() {
        waiting(many, many.quota("organization", "first", "1", null), "2");
        database.execute(
                "create table copies as select gen_random_uuid() as tree, gen_random_uuid() as quota, n from generate_series(1, %d) n"
                        .formatted(TREES),
                copies("quota_trees", "'id', c.tree"),
                copies("quotas", "'id', c.quota, 'tree_id', c.tree, 'entity_id', 'e' || c.n"),
                copies("quota_counters", "'quota_id', c.quota"),
                copies("waiting_requests", "'id', gen_random_uuid(), 'quota_id', c.quota, 'tree_id', c.tree"),
                "drop table copies",
                "analyze quota_trees, quotas, quota_counters, waiting_requests");
    }

    private String copies(String table, String other) {
        return "insert into %1$s select (jsonb_populate_record(o, jsonb_build_object(%2$s))).* from %1$s o, copies c where o.tenant_id = '%3$s'"
                .formatted(table, other, many.tenant());
    }
}
