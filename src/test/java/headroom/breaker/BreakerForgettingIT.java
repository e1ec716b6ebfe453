package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is forgotten of breakers, and what is not. */
class BreakerForgettingIT {
    private final Api api = Product.running().api();
    private final TestDatabase database = Product.running().database();

    @Test
    void evidenceThatNothingIsJudgedOnIsForgotten() throws SQLException {
        Service scanner = Service.configured(api, "scanner", "\"minimum_calls\":10,\"window_size\":10");
        database.execute(evidence("1 hour"), evidence("5 seconds"));
        scanner.tell(10, "success", "a");
        await("select count(*) from breaker_evidence where tenant_id = '%s' and ok = 1", 1);
        scanner.show().hasNumber("/counts/calls", "10");
    }

    private String evidence(String ago) {
        return """
                insert into breaker_evidence (tenant_id, service, instance, bucket_start, era, ok, failed, slow,
                    failed_in_a_row, callers, updated_at)
                values ('%s', 'scanner', 'gone', date_trunc('second', now() - interval '%s'), 0, 1, 0, 0, 0, '{}', now())
                """.formatted(api.tenant(), ago);
    }

    @Test
    void aDeletedBreakerIsForgottenAfterAnHourAndItsMovesAfterAMonth() throws SQLException {
        for (String service : new String[] {"old", "young"}) {
            Service.configured(api, service, "").force("disabled", null).is(200);
            api.delete("breakers/" + service).is(204);
        }
        database.execute(
                "update breakers set deleted_at = now() - interval '61 minutes' where tenant_id = '%s' and service = 'old'"
                        .formatted(api.tenant()));
        await("select count(*) from breakers where tenant_id = '%s'", 1);
        assertThat(new Service(api, "old").moves()).containsExactly("forced closed");
        database.execute(
                "update breaker_transitions set at = now() - interval '31 days' where tenant_id = '%s' and service = 'old'"
                        .formatted(api.tenant()));
        await("select count(*) from breaker_transitions where tenant_id = '%s'", 1);
    }

    @Test
    void oneThatIsMadeAgainHasNothingOfTheOldOne() {
        Service scanner = Service.configured(api, "scanner", "\"minimum_calls\":4,\"window_size\":10");
        String permit = scanner.permit().text("/permit_id");
        scanner.tell(3, "failure", "a");
        api.delete("breakers/scanner").is(204);
        Service.configured(api, "scanner", "\"minimum_calls\":4,\"window_size\":10");
        scanner.tell(permit, "failure").hasNumber("/recorded", "0");
        scanner.tell(3, "failure", "a").hasNumber("/recorded", "3");
        scanner.await("they count", shown -> shown.number("/counts/failed").intValue() == 3)
                .hasText("/state", "closed");
    }

    private void await(String count, long expected) throws SQLException {
        Instant limit = Instant.now().plusSeconds(30);
        while (count(count) != expected) {
            assertThat(Instant.now()).as(count).isBefore(limit);
            Service.pause();
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.formatted(api.tenant()))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
