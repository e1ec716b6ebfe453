package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.kernel.Scope;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breakers over HTTP: every route, what it takes and what it refuses. */
class BreakersContractIT {
    private static final String OUTCOME = "{\"outcome\":\"success\",\"duration_ms\":5}";

    private final Api api = Product.running().api();

    @Test
    void aServiceThatNobodyHasConfiguredBeginsWithTheDefault() {
        api.get("breakers/scanner").isProblem(404, "not-found");
        Reply permit = api.post("breakers/scanner/permits", null).is(200);
        permit.hasText("/permitted", "true").hasText("/state", "closed");
        assertThat(permit.body().path("retry_at").isNull()).isTrue();
        Reply shown = api.get("breakers/scanner").is(200);
        shown.hasText("/service", "scanner")
                .hasText("/mode", "auto")
                .hasText("/computed_state", "closed")
                .hasNumber("/counts/calls", "0")
                .hasNumber("/configuration/failure_rate_percent", "50")
                .hasNumber("/configuration/slow_call_rate_percent", "100")
                .hasNumber("/configuration/slow_call_ms", "60000")
                .hasNumber("/configuration/minimum_calls", "100")
                .hasText("/configuration/window_type", "count")
                .hasNumber("/configuration/window_size", "100")
                .hasNumber("/configuration/open_delay_ms", "60000")
                .hasNumber("/configuration/half_open_calls", "10");
        assertThat(shown.header("ETag")).contains("\"1\"");
        api.post("breakers/attestor/outcomes", OUTCOME).is(200).hasNumber("/recorded", "1");
        assertThat(api.get("breakers").is(200).body()).hasSize(2);
    }

    @Test
    void theTenantsOwnDefaultHoldsForThoseThatComeAfterIt() {
        Reply before = api.get("breakers/defaults").is(200).hasNumber("/minimum_calls", "100");
        api.post("breakers/old/permits", null).is(200);
        Reply settled = api.with("If-Match", before.header("ETag").orElseThrow())
                .put("breakers/defaults", "{\"minimum_calls\":7,\"window_type\":\"time\",\"window_size\":30}")
                .is(200)
                .hasNumber("/minimum_calls", "7");
        api.with("If-Match", "\"99\"").put("breakers/defaults", "{}").isProblem(412, "stale");
        assertThat(api.get("breakers/defaults").is(200).header("ETag")).isEqualTo(settled.header("ETag"));
        api.post("breakers/young/permits", null).is(200);
        api.get("breakers/young").is(200).hasNumber("/configuration/minimum_calls", "7");
        api.get("breakers/old").is(200).hasNumber("/configuration/minimum_calls", "100");
    }

    @Test
    void aConfigurationIsReplacedByWhoKnowsIt() {
        Reply made = api.put("breakers/scanner", "{\"consecutive_failures\":5,\"open_delay_factor\":1.5}")
                .is(201)
                .hasNumber("/configuration/consecutive_failures", "5")
                .hasNumber("/configuration/open_delay_factor", "1.5");
        String tag = made.header("ETag").orElseThrow();
        Reply changed = api.with("If-Match", tag).put("breakers/scanner", "{}").is(200);
        assertThat(changed.body().at("/configuration/consecutive_failures").isNull())
                .isTrue();
        api.with("If-Match", tag).put("breakers/scanner", "{}").isProblem(412, "stale");
        api.with("If-Match", tag).delete("breakers/scanner").isProblem(412, "stale");
        api.with("If-Match", "\"1\"").put("breakers/nothing", "{}").isProblem(412, "stale");
        api.delete("breakers/scanner").is(204);
        api.delete("breakers/scanner").isProblem(404, "not-found");
        api.get("breakers/scanner").isProblem(404, "not-found");
        api.put("breakers/scanner", "{}").is(201);
    }

    @ParameterizedTest
    @CsvSource({
        "failure_rate_percent,0",
        "failure_rate_percent,100.01",
        "slow_call_rate_percent,50.555",
        "slow_call_ms,0",
        "minimum_calls,101",
        "window_type,\"day\"",
        "consecutive_failures,0",
        "open_delay_ms,86400001",
        "open_delay_factor,0.99",
        "open_delay_max_ms,1",
        "half_open_calls,1001",
        "half_open_max_ms,0",
        "half_open_fail_fast,1",
        "quorum_callers,101",
        "nobody_knows,1"
    })
    void aConfigurationThatBreaksARuleIsRefused(String field, String value) {
        Reply refused = api.put("breakers/scanner", "{\"" + field + "\":" + value + "}");
        refused.isProblem(400, "validation");
        assertThat(refused.text("/errors/0/field")).isIn(field, "minimum_calls");
        api.get("breakers/scanner").isProblem(404, "not-found");
        api.put("breakers/defaults", "{\"" + field + "\":" + value + "}").isProblem(400, "validation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-a", "a%20b", "%C3%A4", "x123456789012345678901234567890123456789012345678901234567890abcde"})
    void whatNoServiceIsNamedIsRefused(String name) {
        for (String path : List.of("/permits", "/outcomes", "/reset")) {
            Reply reply = api.post("breakers/" + name + path, path.equals("/outcomes") ? OUTCOME : null);
            assertThat(reply.status()).as(path).isIn(400, 404);
        }
        api.post("breakers/defaults/permits", null);
        assertThat(api.get("breakers").is(200).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"outcome\":\"success\"}",
                "{\"outcome\":\"great\",\"duration_ms\":1}",
                "{\"outcome\":\"success\",\"duration_ms\":-1}",
                "{\"outcome\":\"success\",\"duration_ms\":86400001}",
                "{\"outcome\":\"success\",\"duration_ms\":1.5}",
                "{\"outcome\":\"success\",\"duration_ms\":1,\"caller\":\"\"}",
                "{\"outcomes\":[]}",
                "{\"outcomes\":[null]}",
                "{\"outcomes\":[{\"outcome\":\"success\",\"duration_ms\":1}],\"caller\":\"a\"}",
                "{\"outcomes\":[{\"duration_ms\":1}]}",
                "{\"permit_id\":\"c.x\",\"outcome\":\"success\",\"duration_ms\":1}",
                "{\"permit_id\":\"p.1.1.aaaaaaaaaaaa\",\"outcome\":\"success\",\"duration_ms\":1}"
            })
    void outcomesThatSayNothingAreRefused(String body) {
        api.post("breakers/scanner/outcomes", body).isProblem(400, "validation");
    }

    @Test
    void aThousandOutcomesAreTakenAtOnceAndNoMore() {
        String thousand = OUTCOME + ("," + OUTCOME).repeat(999);
        api.post("breakers/scanner/outcomes", "{\"outcomes\":[" + thousand + "]}")
                .is(200)
                .hasNumber("/recorded", "1000")
                .hasNumber("/passed_over", "0");
        api.post("breakers/scanner/outcomes", "{\"outcomes\":[" + thousand + "," + OUTCOME + "]}")
                .blames("outcomes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"mode\":\"auto\"}",
                "{\"mode\":\"forced_open\"}",
                "{\"mode\":\"forced_closed\",\"until\":\"2020-01-01T00:00:00Z\"}",
                "{\"mode\":\"sleeping\"}"
            })
    void aModeThatBreaksARuleIsRefused(String body) {
        api.put("breakers/scanner", "{}").is(201);
        api.post("breakers/scanner/force", body).isProblem(400, "validation");
        api.get("breakers/scanner").is(200).hasText("/mode", "auto");
    }

    @Test
    void nothingIsForcedForMoreThanADay() {
        api.put("breakers/scanner", "{}").is(201);
        String later = Instant.now().plusSeconds(86_460).toString();
        api.post("breakers/scanner/force", "{\"mode\":\"forced_open\",\"until\":\"" + later + "\"}")
                .blames("until");
        api.post("breakers/nobody/force", "{\"mode\":\"disabled\"}").isProblem(404, "not-found");
        api.delete("breakers/nobody/force").isProblem(404, "not-found");
        api.post("breakers/nobody/reset", null).isProblem(404, "not-found");
    }

    @Test
    void aForceIsAuditedWithItsReasonAndRepeatedOnce() {
        api.put("breakers/scanner", "{}").is(201);
        String body = "{\"mode\":\"disabled\"}";
        Api keyed = api.with("Idempotency-Key", "once");
        keyed.post("breakers/scanner/force", body).is(200).hasText("/mode", "disabled");
        api.delete("breakers/scanner/force").is(200);
        keyed.post("breakers/scanner/force", body).is(200).hasText("/mode", "disabled");
        api.get("breakers/scanner").is(200).hasText("/mode", "auto");
        JsonNode entries = api.get("audit?action=breaker.force").is(200).body();
        assertThat(entries).hasSize(1);
        assertThat(entries.toString()).contains(TestIssuer.REASON, TestIssuer.TICKET);
    }

    @Test
    void listsGoOnAndAreFiltered() {
        for (String service : List.of("b", "a", "c")) {
            api.put("breakers/" + service, "{}").is(201);
        }
        api.post(
                        "breakers/b/force",
                        "{\"mode\":\"forced_open\",\"until\":\"" + Instant.now().plusSeconds(60) + "\"}")
                .is(200);
        assertThat(api.all("breakers?limit=2"))
                .extracting(breaker -> breaker.path("service").asText())
                .containsExactly("a", "b", "c");
        assertThat(api.get("breakers?state=open").is(200).body()).hasSize(1);
        assertThat(api.get("breakers?state=closed").is(200).body()).hasSize(2);
        api.get("breakers?state=ajar").blames("state");
        api.delete("breakers/b/force").is(200);
        api.post("breakers/b/reset", null).is(200);
        assertThat(api.all("breakers/b/transitions?limit=1"))
                .extracting(moved -> moved.path("cause").asText())
                .containsExactly("reset", "force_ended", "forced");
        api.get("breakers/nobody/transitions").isProblem(404, "not-found");
    }

    @Test
    void anothersBreakersAreNotThere() {
        Api other = Product.running().api();
        other.put("breakers/scanner", "{\"minimum_calls\":3}").is(201);
        api.get("breakers/scanner").isProblem(404, "not-found");
        assertThat(api.get("breakers").is(200).body()).isEmpty();
        api.post("breakers/scanner/permits", null).is(200);
        api.get("breakers/scanner").is(200).hasNumber("/configuration/minimum_calls", "100");
    }

    @Test
    void whoMayCallMayNotConfigureOrForce() {
        api.put("breakers/scanner", "{}").is(201);
        Api caller = api.withToken(TestIssuer.running().token(api.tenant(), Scope.OPERATE));
        caller.post("breakers/scanner/permits", null).is(200);
        caller.get("breakers/scanner").isProblem(403, "forbidden");
        caller.put("breakers/scanner", "{}").isProblem(403, "forbidden");
        caller.post("breakers/scanner/force", "{\"mode\":\"disabled\"}").isProblem(403, "forbidden");
        caller.post("breakers/scanner/reset", null).isProblem(403, "forbidden");
        caller.delete("breakers/scanner").isProblem(403, "forbidden");
    }

    @Test
    void aTenantHasNoMoreBreakersThanItMay() throws SQLException {
        api.put("breakers/first", "{}").is(201);
        try (Connection connection = Product.running().database().asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table more as select b.* from breakers b where tenant_id = '%s';
                    insert into breakers select (m).* from (
                        select jsonb_populate_record(m, jsonb_build_object('service', 'more-' || n)) m
                        from more m, generate_series(1, 999) n) filled;
                    """.formatted(api.tenant()));
        }
        api.post("breakers/one-too-many/permits", null).isProblem(409, "conflict");
        api.post("breakers/one-too-many/outcomes", OUTCOME).isProblem(409, "conflict");
        api.put("breakers/one-too-many", "{}").isProblem(409, "conflict");
        api.delete("breakers/more-1").is(204);
        api.post("breakers/one-too-many/permits", null).is(200);
    }

    @Test
    void aRepeatedKeyHearsTheSamePermit() {
        Api keyed = api.with("Idempotency-Key", "ask");
        Reply first = keyed.post("breakers/scanner/permits", null).is(200);
        Reply again = keyed.post("breakers/scanner/permits", null).is(200);
        assertThat(again.http().body()).isEqualTo(first.http().body());
    }
}
