package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts over HTTP, on a server without a broker: it hears them itself. */
class AlertsContractIT {
    private final Api api = Product.running().api();

    @Test
    void eachThresholdThatUsageComesToRaisesOneAlert() {
        UUID org = api.quota("organization", "org", "1000", null);
        UUID team = api.createQuota(
                        "team", "t", "concurrent_gpus", "100", ",\"soft_limit\":50,\"parent_id\":\"" + org + "\"")
                .is(201)
                .id();
        api.allocate(team, "a", "49").is(201);
        api.allocate(team, "b", "1").is(201);
        api.allocate(team, "c", "30").is(201);
        awaitOpen("quota/" + team, "80", "soft");
        UUID d = api.allocate(team, "d", "15").is(201).id();
        api.release(d).is(200);
        api.allocate(team, "e", "20").is(201);
        awaitOpen("quota/" + team, "80", "95", "reached", "soft");
        assertThat(api.all("alerts?state=all")).hasSize(4);
        JsonNode alert = open("quota/" + team).stream()
                .filter(one -> one.path("details").path("threshold").asText().equals("80"))
                .findFirst()
                .orElseThrow();
        assertThat(alert.path("type").asText()).isEqualTo("headroom.quota.threshold");
        assertThat(alert.path("severity").asText()).isEqualTo("warning");
        assertThat(alert.path("details").path("usage").decimalValue()).isEqualByComparingTo("80");
        assertThat(alert.path("details").path("entity_id").asText()).isEqualTo("t");
        assertThat(alert.path("key").asText()).isEqualTo("quota/" + team + "/80");
    }

    @Test
    void aLoweredLimitIsExceededAndARaisedOneClearsAfterAMinute() {
        UUID team = api.quota("team", "lowered", "100", null);
        api.allocate(team, "a", "70").is(201);
        api.put("quotas/" + team, "{\"limit_value\":60}").is(200);
        awaitOpen("quota/" + team, "80", "95", "exceeded", "reached");
        api.put("quotas/" + team, "{\"limit_value\":1000}").is(200);
        letAMinutePass(team);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(open("quota/" + team)).isEmpty());
        List<JsonNode> cleared = api.all("alerts?state=cleared&subject=quota/" + team);
        assertThat(cleared).hasSize(4);
        assertThat(cleared.get(0).path("cleared_at").isTextual()).isTrue();
        assertThat(cleared.get(0).path("type").asText()).isEqualTo("headroom.quota.threshold");
    }

    @Test
    void ownPercentagesAreWatchedAndAChangeOfThemHoldsAtOnce() {
        UUID team = api.createQuota("team", "own", "concurrent_gpus", "100", ",\"alert_percents\":[99,30.5]")
                .is(201)
                .id();
        api.get("quotas/" + team).is(200).hasText("/version", "1");
        assertThat(api.get("quotas/" + team).is(200).body().path("alert_percents"))
                .hasToString("[30.5,99]");
        api.allocate(team, "a", "80").is(201);
        awaitOpen("quota/" + team, "30.5");
        api.put("quotas/" + team, "{\"alert_percents\":null}").is(200);
        awaitOpen("quota/" + team, "80");
        api.put("quotas/" + team, "{\"alert_percents\":[]}").is(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(open("quota/" + team)).isEmpty());
    }

    @Test
    void percentagesThatMeanNothingAreRefused() {
        for (String percents : List.of("[0]", "[100]", "[50.123]", "[1,2,3,4,5,6]", "[null]", "50", "[\"50\"]")) {
            api.createQuota("team", "bad", "concurrent_gpus", "1", ",\"alert_percents\":" + percents)
                    .is(400);
        }
    }

    @Test
    void aDeletedQuotaLeavesNoOpenAlert() {
        UUID team = api.quota("team", "gone", "10", null);
        UUID held = api.allocate(team, "a", "10").is(201).id();
        awaitOpen("quota/" + team, "80", "95", "reached");
        api.release(held).is(200);
        api.delete("quotas/" + team).is(204);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(open("quota/" + team)).isEmpty());
    }

    @Test
    void aPauseIsAnAlertUntilItEnds() {
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"drain\"}").is(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(open("tenant/" + api.tenant())).hasSize(1));
        Instant soon = Instant.now().plusSeconds(3);
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\",\"until\":\"" + soon + "\"}")
                .is(200);
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(open("tenant/" + api.tenant())
                                .get(0)
                                .path("details")
                                .path("mode")
                                .asText())
                        .isEqualTo("deny_new"));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(open("tenant/" + api.tenant())).isEmpty());
    }

    @Test
    void countersThatAreOffAreAnAlertUntilTheyAreRight() {
        UUID team = api.quota("team", "off", "10", null);
        String set = "update quota_counters set usage = usage + %s where quota_id = '" + team + "'";
        Product.running().database().execute(set.formatted("1"));
        api.post("quotas/verify", null).is(200);
        api.post("quotas/verify", null).is(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(types(api.all("alerts"))).containsExactly("headroom.quota.verify_difference"));
        Product.running().database().execute(set.formatted("-1"));
        api.verify();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(api.all("alerts")).isEmpty());
    }

    @Test
    void aTrailThatWasAlteredIsAnAlertUntilItIsRight() {
        api.quota("team", "audited", "10", null);
        String set =
                "update audit_entries set entry = replace(entry, '%s', '%s') where tenant_id = '" + api.tenant() + "'";
        Product.running().database().execute(set.formatted("audited", "altered"));
        api.post("audit/verify", null).is(200);
        api.post("audit/verify", null).is(200);
        awaitTypes("headroom.audit.head_mismatch");
        Product.running().database().execute(set.formatted("altered", "audited"));
        api.post("audit/verify", null).is(200);
        awaitTypes();
    }

    @Test
    void aBreakerThatOpensIsAnAlertUntilItCloses() {
        api.put("breakers/scanner", "{\"consecutive_failures\":1,\"open_delay_ms\":1000,\"half_open_calls\":1}")
                .is(201);
        api.post("breakers/scanner/outcomes", "{\"outcome\":\"failure\",\"duration_ms\":5}")
                .is(200);
        awaitTypes("headroom.breaker.opened");
        awaitTypes("headroom.breaker.half_open");
        String permit = api.post("breakers/scanner/permits", null).is(200).text("/permit_id");
        api.post(
                        "breakers/scanner/outcomes",
                        "{\"permit_id\":\"" + permit + "\",\"outcome\":\"success\",\"duration_ms\":5}")
                .is(200);
        awaitTypes();
        api.post("breakers/scanner/force", "{\"mode\":\"metrics_only\"}").is(200);
        awaitTypes("headroom.breaker.forced");
        api.delete("breakers/scanner").is(204);
        awaitTypes();
        assertThat(api.all("alerts?state=cleared&subject=breaker/scanner")).hasSize(2);
    }

    private void awaitTypes(String... types) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(types(api.all("alerts"))).containsExactly(types));
    }

    @Test
    void theStreamTellsWhatHappensAndIsResumed() throws Exception {
        UUID id = anAlert();
        api.post("alerts/" + id + "/acknowledge", null).is(200);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Product.running().server().url() + "/api/v1/alerts/stream"))
                .header("Authorization", "Bearer " + TestIssuer.running().token(api.tenant()))
                .header("Last-Event-ID", "0")
                .build();
        HttpResponse<Stream<String>> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        List<String> types = stream.body()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .limit(2)
                .toList();
        assertThat(types).containsExactly("headroom.quota.threshold", "headroom.alert.acknowledged");
    }

    @Test
    void anAlertIsTakenOnByTheFirstWhoDoes() {
        UUID id = anAlert();
        api.withToken(TestIssuer.running().token(api.tenant()))
                .post("alerts/" + id + "/acknowledge", null)
                .is(200);
        JsonNode taken = api.post("alerts/" + id + "/acknowledge", null).is(200).body();
        assertThat(taken.path("acknowledged_by").asText()).isNotEmpty();
        assertThat(api.all("alerts?acknowledged=true")).hasSize(1);
        assertThat(api.all("alerts?acknowledged=false")).isEmpty();
        assertThat(api.all("audit?action=alert.acknowledged")).hasSize(1);
    }

    @Test
    void aMuteHasAnEnd() {
        UUID id = anAlert();
        String until = Instant.now().plusSeconds(600).toString();
        api.post("alerts/" + id + "/mute", "{\"until\":\"" + until + "\"}").is(200);
        assertThat(api.get("alerts/" + id).is(200).body().path("muted_until").isTextual())
                .isTrue();
        api.delete("alerts/" + id + "/mute").is(200);
        assertThat(api.get("alerts/" + id).is(200).body().path("muted_until").isNull())
                .isTrue();
        api.post("alerts/" + id + "/mute", "{\"until\":\"2020-01-01T00:00:00Z\"}")
                .is(400);
        api.post("alerts/" + id + "/mute", "{\"until\":\"2999-01-01T00:00:00Z\"}")
                .is(400);
        api.post("alerts/" + id + "/mute", "{}").is(400);
        api.post("alerts/" + UUID.randomUUID() + "/mute", "{\"until\":\"" + until + "\"}")
                .is(404);
    }

    @Test
    void theListIsFilteredAndPaged() {
        UUID team = api.quota("team", "many", "10", null);
        api.allocate(team, "a", "10").is(201);
        awaitOpen("quota/" + team, "80", "95", "reached");
        assertThat(api.all("alerts?limit=1")).hasSize(3);
        assertThat(api.all("alerts?severity=warning")).hasSize(1);
        assertThat(api.all("alerts?type=headroom.quota.threshold")).hasSize(3);
        assertThat(api.all("alerts?type=headroom.tenant.paused")).isEmpty();
        api.get("alerts?type=nonsense").is(400);
        api.get("alerts?state=nonsense").is(400);
        api.get("alerts?cursor=nonsense").is(400);
        assertThat(Product.running().api().all("alerts?state=all")).isEmpty();
    }

    private UUID anAlert() {
        UUID team = api.createQuota("team", "one", "concurrent_gpus", "100", "")
                .is(201)
                .id();
        api.allocate(team, "a", "80").is(201);
        awaitOpen("quota/" + team, "80");
        return UUID.fromString(open("quota/" + team).get(0).path("id").asText());
    }

    private void awaitOpen(String subject, String... thresholds) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(open(subject).stream()
                                .map(alert ->
                                        alert.path("details").path("threshold").asText())
                                .collect(Collectors.toSet()))
                        .containsExactlyInAnyOrder(thresholds));
    }

    private List<JsonNode> open(String subject) {
        return api.all("alerts?subject=" + subject);
    }

    private static List<String> types(List<JsonNode> alerts) {
        return alerts.stream().map(alert -> alert.path("type").asText()).toList();
    }

    /** Moves what is known of the quota's calm a minute back, and has the servers read it anew. */
    private static void letAMinutePass(UUID quota) {
        String past = Instant.now().minusSeconds(61).toString();
        Product.running()
                .database()
                .execute(
                        "update quota_counters set alarms = regexp_replace(alarms, '@[^,]*', '@" + past
                                + "', 'g'), alarm_clear_at = now() where quota_id = '" + quota + "'",
                        "update quota_trees set version = version + 1 where id = (select tree_id from quotas where id = '"
                                + quota + "')");
    }
}
