package headroom.throttle;

import headroom.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A permit as the database has it: when it was granted and ended, by the one clock. */
record Granted(UUID id, int cost, Instant at, Instant endedAt, String outcome) {
    /** A tenant's permits of one job type, in the order in which they were granted. */
    static List<Granted> all(TestDatabase database, String tenant, String jobType) {
        try (Connection connection = database.asApplication();
                PreparedStatement statement = connection.prepareStatement("""
                        select id, cost, granted_at, ended_at, outcome from permits where tenant_id = ? and job_type = ?
                        order by granted_at, id
                        """)) {
            statement.setString(1, tenant);
            statement.setString(2, jobType);
            List<Granted> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime ended = rows.getObject(4, OffsetDateTime.class);
                    found.add(new Granted(
                            rows.getObject(1, UUID.class),
                            rows.getInt(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            ended == null ? Instant.MAX : ended.toInstant(),
                            rows.getString(5)));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** How many of these were live right after this one was granted, itself included, and what was granted at the same moment. */
    long besides(List<Granted> others) {
        return others.stream()
                .filter(other -> !other.at.isAfter(at) && other.endedAt.isAfter(at))
                .count();
    }
}
