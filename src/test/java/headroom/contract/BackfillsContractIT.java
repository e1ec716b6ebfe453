package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Backfills over HTTP, on two servers. */
class BackfillsContractIT {
    private static final String DAY_1 = "2026-11-01T00:00:00Z";
    private static final String DAY_2 = "2026-11-02T00:00:00Z";
    private static final String DAY_3 = "2026-11-03T00:00:00Z";
    private static final String DAY_4 = "2026-11-04T00:00:00Z";

    private final Api api = Product.running().api();

    @Test
    void aBackfillIsStartedWithItsReasonAndShown() {
        Reply started = start("events", DAY_1, DAY_2, "").is(201);
        started.hasText("/state", "running")
                .hasText("/reason", TestIssuer.REASON)
                .hasText("/ticket", TestIssuer.TICKET)
                .hasText("/reprocess", "none")
                .hasText("/event_time_window", "PT1H")
                .hasText("/ranges/0/to", "2026-11-02T00:00:00.000000Z")
                .hasNumber("/progress/done", "0");
        assertThat(api.get("backfills/" + started.id()).is(200).text("/id"))
                .isEqualTo(started.id().toString());
        assertThat(api.get("backfills?source=events&state=running").is(200).body())
                .hasSize(1);
        assertThat(api.get("backfills?state=paused").is(200).body()).isEmpty();
        Product.running().api().get("backfills/" + started.id()).isProblem(404, "not-found");
    }

    @Test
    void everyBrokenFieldIsBlamed() {
        api.post("backfills", "{}").blames("source", "from", "to", "event_time_window");
        start("events", DAY_2, DAY_1, "").blames("to");
        start("two words", DAY_1, DAY_2, "").blames("source");
        start("events", DAY_1, DAY_2, ",\"max_events\":0").blames("max_events");
        start("events", DAY_1, DAY_2, ",\"reprocess\":\"all\"").blames("reprocess");
        api.post("backfills", """
                        {"source":"s","from":"0000-01-01T00:00:00Z","to":"%s","event_time_window":"PT0.5S"}""".formatted(DAY_2)).blames("from", "event_time_window");
    }

    @Test
    void theSameWindowIsLiveOnceAndOverlapsAreNamed() {
        UUID first = start("events", DAY_1, DAY_2, "").is(201).id();
        start("events", DAY_1, DAY_2, "").isProblem(409, "already-exists").hasText("/backfill_id", first.toString());
        start("events", DAY_1, DAY_3, "")
                .isProblem(409, "conflict")
                .hasText("/overlaps/0/backfill_id", first.toString())
                .hasText("/overlaps/0/from", "2026-11-01T00:00:00.000000Z");
        start("events", DAY_2, DAY_3, "").is(201);
        start("others", DAY_1, DAY_2, "").is(201);
        api.post("backfills/" + first + "/cancel", null).is(200);
        start("events", DAY_1, DAY_2, "").is(201);
    }

    @Test
    void onlyTheUncoveredRangesRun() {
        start("events", DAY_2, DAY_3, "").is(201);
        Reply around = start("events", DAY_1, DAY_4, ",\"mode\":\"subtract\"").is(201);
        assertThat(around.body().path("ranges")).hasSize(2);
        around.hasText("/ranges/0/to", "2026-11-02T00:00:00.000000Z")
                .hasText("/ranges/1/from", "2026-11-03T00:00:00.000000Z");
        start("events", DAY_1, DAY_3, ",\"mode\":\"subtract\"").isProblem(409, "conflict");
        decisions(report(around.id(), "a@2026-11-02T12:00:00Z", "b@2026-11-03T12:00:00Z"), "outside", "process");
    }

    @Test
    void oneOfManyWinsTheWindowEachTime() throws InterruptedException {
        Api other = api.at(Product.running().second());
        ExecutorService threads = Executors.newFixedThreadPool(32);
        for (int round = 0; round < 20; round++) {
            String source = "race-" + round;
            CountDownLatch go = new CountDownLatch(1);
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Api server = i % 2 == 0 ? api : other;
                answers.add(CompletableFuture.supplyAsync(
                        () -> {
                            await(go);
                            return server.post("backfills", body(source, DAY_1, DAY_2, ""))
                                    .status();
                        },
                        threads));
            }
            go.countDown();
            List<Integer> statuses =
                    answers.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).containsOnly(201, 409);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
            JsonNode live = api.get("backfills?source=" + source).is(200).body();
            assertThat(live).hasSize(1);
            api.post("backfills/" + live.at("/0/id").asText() + "/complete", null)
                    .is(200);
        }
        threads.shutdown();
    }

    @Test
    void aTenantHasNoMoreLiveOnesThanItMay() {
        for (int i = 0; i < 8; i++) {
            start("source-" + i, DAY_1, DAY_2, "").is(201);
        }
        start("source-8", DAY_1, DAY_2, "").isProblem(409, "conflict");
        UUID one = UUID.fromString(api.get("backfills?source=source-3").text("/0/id"));
        api.post("backfills/" + one + "/complete", null).is(200);
        start("source-8", DAY_1, DAY_2, "").is(201).hasNumber("/slot", "4");
    }

    @Test
    void duplicatesAreToldOnBothServersAndByTheHighestEventTime() {
        UUID id = start("events", DAY_1, DAY_2, ",\"event_time_window\":\"PT10S\"")
                .is(201)
                .id();
        decisions(report(id, "a@2026-11-01T00:00:10Z", "b@2026-11-01T00:00:01Z"), "process", "process");
        decisions(report(id, "c@2026-11-01T00:00:12Z"), "process");
        Api second = api.at(Product.running().second());
        decisions(
                second.post(
                                "backfills/" + id + "/events",
                                events("", "b@2026-11-01T00:00:11Z", "b@2026-11-01T00:00:11Z"))
                        .is(200),
                "duplicate",
                "duplicate");
        decisions(report(id, "z@2026-11-05T00:00:00Z"), "outside");
        decisions(report(id, "d@2026-11-01T01:00:00Z", "a@2026-11-01T01:00:00Z"), "process", "process");
        Reply shown = api.get("backfills/" + id).is(200);
        shown.hasNumber("/progress/done", "5")
                .hasNumber("/progress/duplicate", "2")
                .hasNumber("/progress/outside", "1");
        assertThat(shown.text("/progress/estimated_end")).isNotBlank();
    }

    @Test
    void aWorkerThatDiedHearsAgainOfWhatItHadNotProcessed() {
        UUID id = start("events", DAY_1, DAY_2, "").is(201).id();
        decisions(report(id, "a@" + DAY_1), "process");
        api.post("backfills/" + id + "/events", events(",\"cursor\":\"after a\"", "b@" + DAY_1))
                .is(200);
        Reply resumed = api.post("backfills/" + id + "/resume", null).is(200);
        resumed.hasText("/cursor", "after a").hasNumber("/run", "2");
        decisions(report(id, "a@" + DAY_1, "b@" + DAY_1, "b@" + DAY_1), "duplicate", "process", "duplicate");
    }

    @Test
    void whatIsToldAgainCountsOnce() {
        UUID credits = api.createQuota("team", "data", "custom_api_credits", "10", ",\"period\":\"month\"")
                .is(201)
                .id();
        UUID id = start("events", DAY_1, DAY_2, ",\"max_events\":3,\"quota_id\":\"%s\"".formatted(credits))
                .is(201)
                .id();
        decisions(report(id, "a@" + DAY_1), "process");
        decisions(
                api.post("backfills/" + id + "/events", events(",\"cursor\":\"after a\"", "b@" + DAY_1, "c@" + DAY_1))
                        .is(200),
                "process",
                "process");
        api.post("backfills/" + id + "/resume", null).is(200).hasNumber("/progress/done", "1");
        decisions(
                report(id, "a@" + DAY_1, "b@" + DAY_1, "c@" + DAY_1, "d@" + DAY_1),
                "duplicate",
                "process",
                "process",
                "beyond_maximum");
        api.post("backfills/" + id + "/complete", null).is(200).hasNumber("/progress/done", "3");
        api.usage(credits).hasNumber("/reserved", "0").hasNumber("/usage", "3");
    }

    @Test
    void aWorkerThatWasReplacedSettlesNothing() {
        UUID id = start("events", DAY_1, DAY_2, "").is(201).id();
        api.post("backfills/" + id + "/events", events(",\"run\":1", "a@" + DAY_1))
                .is(200);
        api.post("backfills/" + id + "/resume", null).is(200);
        api.post("backfills/" + id + "/events", events(",\"run\":2", "b@" + DAY_1))
                .is(200);
        api.post("backfills/" + id + "/events", events(",\"run\":1,\"cursor\":\"after a\""))
                .isProblem(409, "conflict");
        api.post("backfills/" + id + "/resume", null).is(200);
        decisions(report(id, "b@" + DAY_1), "process");
    }

    @Test
    void aRepeatedReportIsAnsweredAsTheFirst() {
        UUID id = start("events", DAY_1, DAY_2, "").is(201).id();
        Api keyed = api.with("Idempotency-Key", "step-1");
        Reply first = keyed.post("backfills/" + id + "/events", events("", "a@" + DAY_1))
                .is(200);
        Reply again = keyed.at(Product.running().second())
                .post("backfills/" + id + "/events", events("", "a@" + DAY_1))
                .is(200);
        assertThat(again.http().body()).isEqualTo(first.http().body());
    }

    @Test
    void whatAFailedBackfillDidIsProcessedAgainWhenAskedFor() {
        UUID failed = start("events", DAY_1, DAY_2, "").is(201).id();
        report(failed, "a@" + DAY_1);
        api.post("backfills/" + failed + "/fail", "{\"failure\":\"the archive is unreadable\"}")
                .is(200)
                .hasText("/failure", "the archive is unreadable");
        UUID plain = start("events", DAY_1, DAY_2, "").is(201).id();
        decisions(report(plain, "a@" + DAY_1), "duplicate");
        api.post("backfills/" + plain + "/complete", null).is(200);
        UUID again = start("events", DAY_1, DAY_2, ",\"reprocess\":\"failed\"")
                .is(201)
                .id();
        decisions(report(again, "a@" + DAY_1, "a@" + DAY_1), "process", "duplicate");
    }

    @Test
    void aDryRunLeavesNoTrace() {
        UUID dry = start("events", DAY_1, DAY_2, ",\"dry_run\":true").is(201).id();
        UUID real = start("events", DAY_1, DAY_2, "").is(201).id();
        decisions(report(dry, "a@" + DAY_1, "a@" + DAY_1), "process", "duplicate");
        decisions(report(real, "a@" + DAY_1), "process");
        decisions(report(dry, "a@" + DAY_1), "duplicate");
        api.post("backfills/" + dry + "/complete", null).is(200).hasNumber("/progress/done", "1");
    }

    @Test
    void aPausedBackfillTakesNoEvents() {
        UUID id = start("events", DAY_1, DAY_2, "").is(201).id();
        api.post("backfills/" + id + "/pause", null).is(200).hasText("/state", "paused");
        api.post("backfills/" + id + "/events", events("", "a@" + DAY_1)).isProblem(409, "conflict");
        api.post("backfills/" + id + "/complete", null).isProblem(409, "conflict");
        api.post("backfills/" + id + "/resume", null).is(200).hasText("/state", "running");
        report(id, "a@" + DAY_1);
        api.post("backfills/" + id + "/complete", null).is(200).hasText("/state", "completed");
        api.post("backfills/" + id + "/cancel", null).isProblem(409, "conflict");
    }

    @Test
    void itIsChargedWhatItProcessed() {
        UUID credits = api.createQuota("team", "data", "custom_api_credits", "10", ",\"period\":\"month\"")
                .is(201)
                .id();
        String charge = ",\"quota_id\":\"%s\"".formatted(credits);
        start("events", DAY_1, DAY_2, charge).blames("quota_id");
        UUID gpus = api.quota("team", "gpus", "10", null);
        start("events", DAY_1, DAY_2, ",\"max_events\":1,\"quota_id\":\"%s\"".formatted(gpus))
                .isProblem(422, "invalid-quota");
        start("events", DAY_1, DAY_2, charge + ",\"max_events\":11").isProblem(409, "quota-exceeded");
        assertThat(api.get("backfills").is(200).body()).isEmpty();
        Reply started =
                start("events", DAY_1, DAY_2, charge + ",\"max_events\":2").is(201);
        api.usage(credits).hasNumber("/reserved", "2");
        String held = "allocations/" + started.text("/allocation_id");
        api.delete(held).isProblem(409, "conflict");
        api.post(held + "/commit", null).isProblem(409, "conflict");
        api.allocate(credits, "headroom:backfill:mine", "1").blames("job_id");
        decisions(
                report(started.id(), "a@" + DAY_1, "a@" + DAY_1, "b@" + DAY_1, "c@" + DAY_1),
                "process",
                "duplicate",
                "process",
                "beyond_maximum");
        api.post("backfills/" + started.id() + "/complete", null).is(200);
        api.usage(credits).hasNumber("/reserved", "0").hasNumber("/usage", "2");
        UUID unused = start("events", DAY_1, DAY_2, charge + ",\"max_events\":8")
                .is(201)
                .id();
        api.usage(credits).hasNumber("/usage", "10");
        api.post("backfills/" + unused + "/cancel", null).is(200);
        api.usage(credits).hasNumber("/usage", "2");
        api.verify();
    }

    @Test
    void itsChargeFollowsAQuotaThatIsMoved() {
        UUID whole = api.createQuota("organization", "acme", "custom_api_credits", "10", "")
                .is(201)
                .id();
        UUID part = api.createQuota(
                        "team", "data", "custom_api_credits", "10", ",\"parent_id\":\"%s\"".formatted(whole))
                .is(201)
                .id();
        String charge = ",\"max_events\":1,\"quota_id\":\"%s\"".formatted(part);
        UUID before = start("events", DAY_1, DAY_2, charge).is(201).id();
        api.put("quotas/" + part, "{\"parent_id\":null}").is(200);
        api.post("backfills/" + before + "/complete", null).is(200);
        api.put("quotas/" + part, "{\"parent_id\":\"%s\"}".formatted(whole)).is(200);
        start("events", DAY_1, DAY_2, charge).is(201);
        api.usage(whole).hasNumber("/usage", "1");
        api.verify();
    }

    @Test
    void theDatabaseItselfKeepsLiveRangesApart() throws SQLException {
        UUID id = start("events", DAY_1, DAY_3, "").is(201).id();
        UUID next = start("events", DAY_3, DAY_4, "").is(201).id();
        try (Connection connection = Product.running().database().asApplication();
                Statement statement = connection.createStatement()) {
            String insert = """
                    insert into backfill_ranges (tenant_id, backfill_id, space, source, from_at, to_at, live)
                    values ('%s', '%s', '', 'events', '%s', '%s', true)""";
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> statement.execute(insert.formatted(api.tenant(), next, DAY_2, DAY_4)))
                    .hasMessageContaining("backfill_ranges_apart");
            statement.execute(insert.formatted(api.tenant(), id, DAY_4, "2026-11-05T00:00:00Z"));
        }
    }

    private Reply start(String source, String from, String to, String more) {
        return api.post("backfills", body(source, from, to, more));
    }

    private static String body(String source, String from, String to, String more) {
        String window = more.contains("event_time_window") ? "" : ",\"event_time_window\":\"PT1H\"";
        return "{\"source\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"%s%s}".formatted(source, from, to, window, more);
    }

    private Reply report(UUID id, String... events) {
        return api.post("backfills/" + id + "/events", events("", events)).is(200);
    }

    private static String events(String more, String... events) {
        List<String> items = new ArrayList<>();
        for (String event : events) {
            String[] parts = event.split("@", 2);
            items.add("{\"key\":\"%s\",\"event_time\":\"%s\"}".formatted(parts[0], parts[1]));
        }
        return "{\"events\":[" + String.join(",", items) + "]" + more + "}";
    }

    private static void decisions(Reply reply, String... expected) {
        List<String> decided = new ArrayList<>();
        reply.body()
                .path("results")
                .forEach(result -> decided.add(result.path("decision").asText()));
        assertThat(decided).as(reply.http().body()).containsExactly(expected);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
