package headroom.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database is there at all. A pool that is used up, a lock that somebody holds and a statement that takes too long look to
 * who waits like a database that is gone, so it is asked on a connection of its own, outside the pool. Thread-safe.
 */
@ApplicationScoped
public class DatabaseReach {
    /** So long an answer holds, in seconds: where many fail at once, one asks. */
    private static final double ANSWER_HOLDS_SECONDS = 1;

    private static final int PATIENCE_SECONDS = 2;

    private static final Log LOG = Log.of(DatabaseReach.class);

    private @Nullable Stopwatch answered;

    /** Whether it took a connection within the last second, or does now. */
    public synchronized boolean answersAnybody() {
        Stopwatch last = answered;
        if (last != null && last.seconds() < ANSWER_HOLDS_SECONDS) {
            return true;
        }
        answered = asked() ? Stopwatch.start() : null;
        return answered != null;
    }

    private static boolean asked() {
        HeadroomDataSource beside = new HeadroomDataSource();
        beside.setConnectTimeout(PATIENCE_SECONDS);
        beside.setSocketTimeout(PATIENCE_SECONDS);
        try (Connection connection = beside.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException away) {
            LOG.info("the database takes no connection", Map.of("state", String.valueOf(away.getSQLState())));
            return false;
        }
    }
}
