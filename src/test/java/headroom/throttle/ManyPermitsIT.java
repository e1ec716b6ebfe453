package headroom.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tenant that has as many live permits as it may. */
class ManyPermitsIT {
    private static final String JOB = "{\"job_type\":\"import\",\"source\":\"git\"}";

    private final Api api = Product.running().api();

    @Test
    void whoHasVeryManyThatAreDueKeepsNobodyElseWaiting() throws SQLException {
        Api other = Product.running().api();
        try (Connection owner = Product.running().database().asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    insert into permits (tenant_id, id, job_type, source, priority, cost, granted_at, expires_at, charged)
                    select '%s', gen_random_uuid(), 'export', 'svn', 0, 1, now() - interval '2 hours', now() - interval '1 hour', '{}'
                    from generate_series(1, 30000)
                    """.formatted(api.tenant()));
            String permit = other.post(
                            "permits", "{\"job_type\":\"import\",\"source\":\"git\",\"expires_in\":\"PT1S\"}")
                    .is(201)
                    .text("/permit_id");
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> count(statement, "id = '" + permit + "' and ended_at is not null") == 1);
            assertThat(count(statement, "tenant_id = '" + api.tenant() + "' and ended_at is null"))
                    .as("what the other has left")
                    .isPositive();
            // The rest is nobody's; the timer is at some of it.
            statement.execute(
                    "delete from permits where (tenant_id, id) in (select tenant_id, id from permits where tenant_id = '"
                            + api.tenant() + "' for update skip locked)");
        }
    }

    private static int count(Statement statement, String which) throws SQLException {
        try (ResultSet found = statement.executeQuery("select count(*) from permits where " + which)) {
            found.next();
            return found.getInt(1);
        }
    }

    @Test
    void noMoreAreGrantedUntilOneHasEnded() throws SQLException {
        String first = api.post("permits", JOB).is(201).text("/permit_id");
        try (Connection owner = Product.running().database().asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    insert into permits (tenant_id, id, job_type, source, priority, cost, granted_at, expires_at, charged)
                    select '%s', gen_random_uuid(), 'export', 'svn', 0, 1, now(), now() + interval '1 hour', '{}'
                    from generate_series(1, 99999)
                    """.formatted(api.tenant()));
        }
        // What the lane had counted before is granted first.
        Callers.call(
                16, 999, i -> api.attempt("POST", "permits", JOB).orElseThrow().is(201));
        List<Integer> statuses = Callers.call(
                64, 256, i -> api.attempt("POST", "permits", JOB).orElseThrow().status());
        assertThat(statuses).containsOnly(429);
        assertThat(api.post("permits", JOB).isProblem(429, "throttled").body().has("throttle"))
                .isFalse();
        api.post("permits/" + first + "/end", "{\"outcome\":\"success\"}").is(200);
        api.post("permits", JOB).is(201);
        api.post("permits", JOB).isProblem(429, "throttled");
    }
}
