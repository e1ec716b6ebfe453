package headroom.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tenant that has as many live permits as it may. */
class ManyPermitsIT {
    private static final String JOB = "{\"job_type\":\"import\",\"source\":\"git\"}";

    private final Api api = Product.running().api();

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
