package headroom.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Pools;
import headroom.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Looks at all members of a pool at one moment: one statement is one snapshot. */
final class PoolWatch implements AutoCloseable {
    private static final String HELD = """
            select coalesce(sum(greatest(t.share, c.usage)), 0), coalesce(sum(c.usage), 0), count(t.share) from pool_members m
            join quotas q on q.tenant_id = m.tenant_id and q.resource_type = m.resource_type
                and q.parent_id is null and q.deleted_at is null
            join quota_trees t on t.tenant_id = q.tenant_id and t.id = q.tree_id
            join quota_counters c on c.tenant_id = q.tenant_id and c.quota_id = q.id
            where m.pool_id = ?
            """;

    private final Connection connection;
    private final PreparedStatement looking;

    PoolWatch(TestDatabase database, UUID pool) throws SQLException {
        connection = database.asOwner();
        looking = connection.prepareStatement(HELD);
        looking.setObject(1, pool);
    }

    /**
     * What is held.
     *
     * @param held of each member the larger of share and usage, summed
     * @param bound members whose tree has a share
     */
    record Seen(BigDecimal held, BigDecimal used, int bound) {}

    Seen look() throws SQLException {
        try (ResultSet seen = looking.executeQuery()) {
            seen.next();
            return new Seen(seen.getBigDecimal(1), seen.getBigDecimal(2), seen.getInt(3));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Divides every run that is newer than this again, which must come to the same; the number of the newest. */
    static long everyRunReplays(Pools pools, UUID pool, long after) {
        List<JsonNode> runs = pools.platform().all("pools/" + pool + "/runs?limit=500");
        for (JsonNode run : runs) {
            long number = run.path("number").asLong();
            if (number > after) {
                pools.platform()
                        .get("pools/" + pool + "/runs/" + number)
                        .is(200)
                        .hasText("/replays_to_the_same", "true");
            }
        }
        assertThat(runs).isNotEmpty();
        return runs.get(0).path("number").asLong();
    }
}
