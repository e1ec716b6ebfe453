package headroom.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Books that were written by a clock that was a day ahead, and has been set right. */
class ClockSetBackIT {
    private static final String JOB = "{\"job_type\":\"import\",\"source\":\"git\",\"cost\":5}";

    private final Api api = Product.running().api();

    @Test
    void anHourGoesOnFromNow() throws SQLException {
        UUID id = api.post("throttles", "{\"job_type\":\"import\",\"source\":\"*\",\"max_per_hour\":5}")
                .is(201)
                .id();
        api.post("permits", JOB).is(201);
        try (Connection owner = Product.running().database().asOwner();
                Statement statement = owner.createStatement()) {
            long tomorrow = Instant.now().plus(Duration.ofDays(1)).getEpochSecond() / 60;
            statement.execute("update throttles set hour_costs = '" + tomorrow + ":5' where id = '" + id + "'");
            Reply refused = api.post("permits", JOB).isProblem(429, "throttled");
            assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                    .isBetween(3_500, 3_700);
            ResultSet written = statement.executeQuery("select hour_costs from throttles where id = '" + id + "'");
            written.next();
            assertThat(written.getString(1)).endsWith(":5").doesNotContain(Long.toString(tomorrow));
        }
    }
}
