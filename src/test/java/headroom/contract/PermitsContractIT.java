package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Permits over HTTP: granted, refused, ended once. */
class PermitsContractIT {
    private static final String JOB = "{\"job_type\":\"import\",\"source\":\"git\"}";

    private final Api api = Product.running().api();

    private Reply ask(String more) {
        return api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"," + more + "}");
    }

    private UUID throttle(String jobType, String source, String more) {
        return api.post("throttles", "{\"job_type\":\"%s\",\"source\":\"%s\",%s}".formatted(jobType, source, more))
                .is(201)
                .id();
    }

    private Reply end(String permit, String outcome) {
        return api.post("permits/" + permit + "/end", "{\"outcome\":\"" + outcome + "\"}");
    }

    @Test
    void withoutAThrottleAPermitIsGrantedAndRecorded() {
        Reply granted = api.post("permits", JOB).is(201);
        granted.hasText("/job_type", "import").hasNumber("/priority", "0").hasNumber("/cost", "1");
        assertThat(granted.body().path("throttles")).isEmpty();
        assertThat(granted.header("RateLimit")).isEmpty();
        assertThat(granted.header("Location").orElseThrow()).endsWith("/api/v1/permits/" + granted.text("/permit_id"));
        Instant at = Instant.parse(granted.text("/granted_at"));
        assertThat(Instant.parse(granted.text("/expires_at"))).isEqualTo(at.plus(Duration.ofMinutes(10)));
        assertThat(api.get("permits/" + granted.text("/permit_id")).is(200).body())
                .isEqualTo(granted.body());
    }

    @Test
    void everyBrokenRuleIsToldByItsField() {
        api.post("permits", "{}").blames("job_type", "source");
        ask("\"cost\":0,\"priority\":10,\"expires_in\":\"PT0.5S\"").blames("cost", "priority", "expires_in");
        ask("\"cost\":1001,\"priority\":-1,\"expires_in\":\"PT25H\"").blames("cost", "priority", "expires_in");
        ask("\"expires_in\":\"soon\"").blames("expires_in");
        ask("\"outcome\":\"x\"").blames("outcome");
        api.post("permits", "{\"job_type\":\"*\",\"source\":\"*\"}").blames("job_type", "source");
        String permit = ask("\"cost\":1").text("/permit_id");
        api.post("permits/" + permit + "/end", "{}").blames("outcome");
        end(permit, "expired").blames("outcome");
        api.post("permits/" + permit + "/end", "{\"outcome\":\"success\",\"duration_ms\":-1}")
                .blames("duration_ms");
        api.post("permits/x/end", "{\"outcome\":\"success\"}").blames("id");
        api.get("permits?throttle_id=x&state=live").blames("throttle_id", "state");
    }

    @Test
    void aRefusalNamesTheThrottleAndWhenToComeAgain() {
        UUID id = throttle("import", "*", "\"burst_capacity\":3,\"refill_per_second\":0.1,\"max_per_hour\":50");
        Reply first = ask("\"cost\":2").is(201);
        assertThat(first.header("RateLimit-Policy"))
                .contains("\"" + id + "/hour\";q=50;w=3600, \"" + id + "/burst\";q=3;w=30");
        assertThat(first.header("RateLimit")).contains("\"" + id + "/hour\";r=48, \"" + id + "/burst\";r=1");
        Reply refused = ask("\"cost\":3").isProblem(429, "throttled");
        refused.hasText("/throttle/id", id.toString())
                .hasText("/throttle/tenant", api.tenant())
                .hasText("/throttle/limit_kind", "burst")
                .hasNumber("/throttle/limit", "3");
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        assertThat(wait).isBetween(18L, 20L);
        assertThat(refused.header("RateLimit").orElseThrow()).endsWith(id + "/burst\";r=1;t=" + wait);
        assertThat(Duration.between(Instant.now(), Instant.parse(refused.text("/retry_at"))))
                .isBetween(Duration.ofSeconds(17), Duration.ofSeconds(20));
    }

    @Test
    void whatCanNeverFitIsImpossibleAndNotThrottled() {
        UUID id = throttle("import", "*", "\"max_per_hour\":50");
        ask("\"cost\":51").isProblem(422, "beyond-maximum").hasText("/throttle/id", id.toString());
        ask("\"cost\":50").is(201);
        ask("\"cost\":1").isProblem(429, "throttled").hasText("/throttle/limit_kind", "hour");
    }

    @Test
    void whatOneThrottleRefusesNoneIsChargedFor() {
        UUID wide = throttle("*", "*", "\"max_active\":10,\"max_per_hour\":100");
        UUID tight = throttle("import", "git", "\"max_active\":1");
        ask("\"cost\":1").is(201);
        for (int i = 0; i < 5; i++) {
            ask("\"cost\":1").isProblem(429, "throttled").hasText("/throttle/id", tight.toString());
        }
        api.get("throttles/" + wide + "/summary").hasNumber("/active", "1").hasNumber("/limits/1/used", "1");
        api.post("permits", "{\"job_type\":\"export\",\"source\":\"git\"}").is(201);
        api.get("throttles/" + wide + "/summary").hasNumber("/active", "2");
    }

    @Test
    void theLongestWaitAnswers() {
        throttle("import", "*", "\"burst_capacity\":2,\"refill_per_second\":1");
        UUID slow = throttle("*", "git", "\"burst_capacity\":2,\"refill_per_second\":0.01");
        ask("\"cost\":2").is(201);
        ask("\"cost\":2").isProblem(429, "throttled").hasText("/throttle/id", slow.toString());
    }

    @Test
    void aShadowOnlyCountsAndHidesNobody() {
        UUID shadow = throttle("import", "*", "\"max_active\":1,\"mode\":\"shadow\"");
        UUID enforced = throttle("*", "git", "\"max_active\":3");
        for (int i = 0; i < 3; i++) {
            ask("\"cost\":1").is(201);
        }
        ask("\"cost\":1").isProblem(429, "throttled").hasText("/throttle/id", enforced.toString());
        api.get("throttles/" + shadow + "/summary").hasNumber("/active", "1").hasNumber("/would_have_refused", "3");
        assertThat(ask("\"cost\":1").header("RateLimit").orElseThrow()).doesNotContain(shadow.toString());
    }

    @Test
    void aPermitEndsOnce() {
        String permit = ask("\"priority\":3").is(201).text("/permit_id");
        Reply ended = api.post("permits/" + permit + "/end", "{\"outcome\":\"dropped\",\"duration_ms\":12}")
                .is(200);
        ended.hasText("/outcome", "dropped").hasNumber("/duration_ms", "12").hasNumber("/priority", "3");
        end(permit, "success")
                .isProblem(409, "already-ended")
                .hasText("/permit/outcome", "dropped")
                .hasText("/permit/ended_at", ended.text("/ended_at"));
        end(UUID.randomUUID().toString(), "success").isProblem(404, "not-found");
    }

    @Test
    void onlyWhatWasIgnoredIsGivenBack() {
        UUID id = throttle(
                "import",
                "*",
                "\"max_active\":9,\"max_per_hour\":20,\"burst_capacity\":10,\"refill_per_second\":0.001");
        String summary = "throttles/" + id + "/summary";
        String ignored = ask("\"cost\":4").is(201).text("/permit_id");
        String done = ask("\"cost\":3").is(201).text("/permit_id");
        api.get(summary).hasNumber("/tokens", "3").hasNumber("/active", "2");
        end(ignored, "ignored").is(200);
        api.get(summary).hasNumber("/tokens", "7").hasNumber("/active", "1").hasNumber("/limits/1/used", "3");
        end(done, "success").is(200);
        api.get(summary).hasNumber("/tokens", "7").hasNumber("/active", "0").hasNumber("/limits/1/used", "3");
    }

    @Test
    void aRepetitionIsAnsweredAsTheFirst() {
        UUID id = throttle("import", "*", "\"max_active\":2");
        Api once = api.with("Idempotency-Key", "job-1");
        Reply first = once.post("permits", JOB).is(201);
        Reply again = once.post("permits", JOB).is(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("RateLimit")).isEqualTo(first.header("RateLimit"));
        api.get("throttles/" + id + "/summary").hasNumber("/active", "1");
        Api ending = api.with("Idempotency-Key", "end-1");
        String path = "permits/" + first.text("/permit_id") + "/end";
        ending.post(path, "{\"outcome\":\"success\"}").is(200);
        ending.post(path, "{\"outcome\":\"success\"}").is(200);
        api.post(path, "{\"outcome\":\"success\"}").isProblem(409, "already-ended");
    }

    @Test
    void whoIsToldToComeAgainIsJudgedAnewWithTheSameKey() {
        throttle("import", "*", "\"max_active\":1");
        String first = ask("\"cost\":1").is(201).text("/permit_id");
        Api once = api.with("Idempotency-Key", "job-2");
        once.post("permits", JOB).isProblem(429, "throttled");
        once.post("permits", JOB).isProblem(429, "throttled");
        end(first, "success").is(200);
        String granted = once.post("permits", JOB).is(201).text("/permit_id");
        once.post("permits", JOB).is(201).hasText("/permit_id", granted);
    }

    @Test
    void ofARepetitionAtTheSameMomentOneIsDecided() {
        Api once = api.with("Idempotency-Key", "job-3");
        Set<String> permits = new HashSet<>();
        for (Reply reply : Callers.call(8, 8, i -> once.post("permits", JOB))) {
            if (reply.status() == 201) {
                permits.add(reply.text("/permit_id"));
            } else {
                reply.isProblem(409, "conflict");
            }
        }
        assertThat(permits).hasSize(1);
        assertThat(api.all("permits")).hasSize(1);
    }

    @Test
    void whatIsOverFreesItsPlaceAtOnceAndEndsByItself() {
        UUID id = throttle("import", "*", "\"max_active\":1,\"burst_capacity\":50,\"refill_per_second\":0.001");
        for (int i = 0; i < 4; i++) {
            Reply granted = ask("\"expires_in\":\"PT1S\"").is(201);
            Reply refused = ask("\"expires_in\":\"PT1S\"").isProblem(429, "throttled");
            Instant over = Instant.parse(granted.text("/expires_at"));
            assertThat(Instant.parse(refused.text("/retry_at"))).isEqualTo(over);
            await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().isAfter(over));
            api.get("throttles/" + id + "/summary").hasNumber("/active", "0");
        }
        String last = ask("\"expires_in\":\"PT1S\"").is(201).text("/permit_id");
        Instant over = Instant.parse(api.get("permits/" + last).text("/expires_at"));
        await().atMost(Duration.ofSeconds(3)).until(() -> written(last));
        assertThat(Instant.now()).isBefore(over.plusSeconds(2));
        api.get("permits/" + last).hasText("/outcome", "expired").hasText("/ended_at", over(last));
        end(last, "ignored").isProblem(409, "already-ended").hasText("/permit/outcome", "expired");
        api.get("throttles/" + id + "/summary").hasNumber("/tokens", "45");
        assertThat(api.all("permits")).isEmpty();
    }

    private String over(String permit) {
        return api.get("permits/" + permit).text("/expires_at");
    }

    /** Whether its end is in the database, and not only shown. */
    private static boolean written(String permit) throws SQLException {
        try (var connection = Product.running().database().asApplication();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select 1 from permits where id = '" + permit + "' and ended_at is not null")) {
            return rows.next();
        }
    }

    @Test
    void aPausedTenantIsGrantedNoneAndEndsThoseThatItHas() {
        String permit = ask("\"cost\":1").is(201).text("/permit_id");
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\"}")
                .is(200);
        ask("\"cost\":1").isProblem(409, "tenant-paused").hasText("/mode", "deny_new");
        end(permit, "success").is(200);
        api.post("tenants/" + api.tenant() + "/resume", null).is(200);
        ask("\"cost\":1").is(201);
    }

    @Test
    void liveOnesAreListed() {
        for (String source : new String[] {"git", "svn", "git"}) {
            api.post("permits", "{\"job_type\":\"import\",\"source\":\"" + source + "\"}")
                    .is(201);
        }
        end(ask("\"cost\":1").text("/permit_id"), "success").is(200);
        assertThat(api.all("permits?limit=1")).hasSize(3);
        assertThat(api.all("permits?source=git")).hasSize(2);
        assertThat(api.all("permits?job_type=export")).isEmpty();
        assertThat(Product.running().api().all("permits")).isEmpty();
    }

    @Test
    void whatOldPermitsTellIsForgottenAfterADay() {
        String old = ask("\"cost\":1").text("/permit_id");
        end(old, "success").is(200);
        String young = ask("\"cost\":1").text("/permit_id");
        end(young, "success").is(200);
        Product.running()
                .database()
                .execute(
                        "update permits set granted_at = granted_at - interval '25 hours', expires_at = expires_at - interval"
                                + " '25 hours', ended_at = ended_at - interval '25 hours' where id = '" + old + "'");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("permits/" + old).status() == 404);
        api.get("permits/" + young).is(200);
    }
}
