package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Throttles over HTTP: made, changed, switched, shown. */
class ThrottlesContractIT {
    private final Api api = Product.running().api();

    private static String aimed(String more) {
        return "{\"job_type\":\"import\",\"source\":\"*\"," + more + "}";
    }

    private Reply create(String more) {
        return api.post("throttles", aimed(more));
    }

    @Test
    void aThrottleIsMadeWithTheReasonOfTheToken() {
        Reply made = create("\"max_active\":5,\"burst_capacity\":20,\"refill_per_second\":0.5")
                .is(201);
        made.hasText("/tenant", api.tenant())
                .hasText("/job_type", "import")
                .hasText("/source", "*")
                .hasNumber("/max_active", "5")
                .hasNumber("/burst_capacity", "20")
                .hasNumber("/refill_per_second", "0.5")
                .hasText("/mode", "enforce")
                .hasText("/state", "in_force")
                .hasText("/reason", TestIssuer.REASON)
                .hasText("/ticket", TestIssuer.TICKET)
                .hasNumber("/version", "1");
        assertThat(made.header("Location").orElseThrow()).endsWith("/api/v1/throttles/" + made.id());
        assertThat(made.header("ETag")).contains("\"1\"");
        assertThat(api.get("throttles/" + made.id()).is(200).body()).isEqualTo(made.body());
        api.get("audit?action=throttle.create")
                .is(200)
                .hasText("/0/entry/object/id", made.id().toString())
                .hasText("/0/entry/reason", TestIssuer.REASON);
    }

    @Test
    void everyBrokenRuleIsToldByItsField() {
        api.post("throttles", "{}").blames("job_type", "source");
        create("\"mode\":\"enforce\"").blames("max_active");
        create("\"burst_capacity\":5").blames("refill_per_second");
        create("\"refill_per_second\":5").blames("burst_capacity");
        create("\"max_active\":-1,\"max_per_hour\":0,\"burst_capacity\":1000001,\"refill_per_second\":0.0005")
                .blames("max_active", "max_per_hour", "burst_capacity", "refill_per_second");
        create("\"max_active\":1,\"expires_at\":\"2020-01-01T00:00:00Z\"").blames("expires_at");
        create("\"max_active\":1,\"mode\":\"perhaps\"").blames("mode");
        create("\"max_active\":1,\"reason\":\"mine\"").blames("reason");
        create("\"max_active\":1,\"max_active\":2").isProblem(400, "validation");
        create("\"max_active\":1.5").blames("max_active");
        api.post("throttles", "{\"job_type\":\"-x\",\"source\":\"a b\",\"max_active\":1}")
                .blames("job_type", "source");
        api.post("throttles", "{\"tenant\":\"other\",\"job_type\":\"a\",\"source\":\"a\",\"max_active\":1}")
                .blames("tenant");
    }

    @Test
    void thereIsOneOfEachModeForAnAim() {
        UUID enforced = create("\"max_active\":5").is(201).id();
        create("\"max_active\":6").isProblem(409, "already-exists").hasText("/throttle_id", enforced.toString());
        UUID shadow = create("\"max_active\":3,\"mode\":\"shadow\"").is(201).id();
        api.put("throttles/" + shadow, "{\"mode\":\"enforce\"}").isProblem(409, "already-exists");
        api.delete("throttles/" + enforced).is(204);
        api.put("throttles/" + shadow, "{\"mode\":\"enforce\"}").is(200).hasText("/mode", "enforce");
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() {
        Reply made = create("\"max_active\":5,\"max_per_hour\":100,\"expires_at\":\"2099-01-01T00:00:00Z\"");
        String path = "throttles/" + made.id();
        api.put(path, "{\"max_per_hour\":null,\"expires_at\":null}")
                .is(200)
                .hasNumber("/max_active", "5")
                .hasNumber("/version", "2");
        assertThat(api.get(path).body().path("max_per_hour").isNull()).isTrue();
        assertThat(api.get(path).body().path("expires_at").isNull()).isTrue();
        api.put(path, "{\"max_active\":null}").blames("max_active");
        api.put(path, "{\"job_type\":\"other\"}").blames("job_type");
        api.with("If-Match", "\"1\"").put(path, "{\"max_active\":7}").isProblem(412, "stale");
        api.with("If-Match", "\"2\"").put(path, "{\"max_active\":7}").is(200).hasNumber("/max_active", "7");
        api.with("If-Match", "\"2\"").delete(path).isProblem(412, "stale");
        api.delete(path).is(204);
        api.get(path).isProblem(404, "not-found");
        api.put(path, "{\"max_active\":7}").isProblem(404, "not-found");
    }

    @Test
    void aRepetitionMakesNothingTwice() {
        Api once = api.with("Idempotency-Key", "make-it");
        UUID id = once.post("throttles", aimed("\"max_active\":5")).is(201).id();
        assertThat(once.post("throttles", aimed("\"max_active\":5")).is(201).id())
                .isEqualTo(id);
        assertThat(api.all("throttles")).hasSize(1);
    }

    @Test
    void listsAreFilteredAndGoOn() {
        for (String type : List.of("import", "export", "scan")) {
            api.post("throttles", "{\"job_type\":\"" + type + "\",\"source\":\"*\",\"max_active\":1}")
                    .is(201);
            api.post(
                            "throttles",
                            "{\"job_type\":\"" + type + "\",\"source\":\"git\",\"max_active\":1,\"mode\":\"shadow\"}")
                    .is(201);
        }
        assertThat(api.all("throttles?limit=2")).hasSize(6);
        assertThat(api.all("throttles?job_type=scan")).hasSize(2);
        assertThat(api.all("throttles?mode=shadow&limit=1")).hasSize(3);
        assertThat(api.all("throttles?source=*")).hasSize(3);
        assertThat(api.all("throttles/summaries?source=git&limit=2")).hasSize(3);
        api.get("throttles?mode=loud").blames("mode");
        api.get("throttles?tenant=other").blames("tenant");
        api.get("throttles?tenant=*").isProblem(403, "forbidden");
    }

    @Test
    void theSummaryTellsWhatIsInUse() {
        UUID id = create("\"max_active\":2,\"max_per_hour\":100,\"burst_capacity\":10,\"refill_per_second\":0.001")
                .is(201)
                .id();
        String summary = "throttles/" + id + "/summary";
        api.get(summary)
                .is(200)
                .hasText("/limit_kind", "active")
                .hasNumber("/used", "0")
                .hasNumber("/limit", "2")
                .hasNumber("/tokens", "10");
        ask("\"cost\":4");
        ask("\"cost\":5,\"expires_in\":\"PT1H\"");
        Reply full = api.get(summary).is(200);
        full.hasText("/limit_kind", "active")
                .hasNumber("/used", "2")
                .hasNumber("/active", "2")
                .hasNumber("/tokens", "1")
                .hasNumber("/limits/1/used", "9")
                .hasNumber("/limits/2/used", "9");
        assertThat(Duration.between(Instant.now(), Instant.parse(full.text("/next_eligible_at"))))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    private Reply ask(String more) {
        return api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"," + more + "}")
                .is(201);
    }

    @Test
    void whatIsPausedHasNoEffectAndCountsWhatIsLiveWhenResumed() {
        UUID id = create("\"max_active\":1").is(201).id();
        api.post("throttles/" + id + "/pause", null).is(200).hasText("/state", "paused");
        ask("\"cost\":1");
        ask("\"cost\":1");
        api.get("throttles/" + id + "/summary").hasNumber("/active", "0").hasText("/state", "paused");
        api.post("throttles/" + id + "/resume", null).is(200).hasText("/state", "in_force");
        api.get("throttles/" + id + "/summary").hasNumber("/active", "2");
        api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                .isProblem(429, "throttled")
                .hasText("/throttle/id", id.toString());
    }

    @Test
    void whatHasExpiredHasNoEffectFromThatInstantOn() {
        Instant end = Instant.now().plusSeconds(2);
        UUID id = create("\"max_active\":0,\"expires_at\":\"" + end + "\"")
                .is(201)
                .id();
        Reply refused = api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                .isProblem(429, "throttled");
        assertThat(Instant.parse(refused.text("/retry_at"))).isBeforeOrEqualTo(end);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                                .status()
                        == 201);
        assertThat(Instant.now()).isAfter(end.minusMillis(50));
        api.get("throttles/" + id).hasText("/state", "expired");
    }

    @Test
    void whatIsNewCountsWhatIsLiveAlready() {
        List<UUID> live = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            live.add(UUID.fromString(ask("\"cost\":1").text("/permit_id")));
        }
        UUID id = create("\"max_active\":3").is(201).id();
        api.get("throttles/" + id + "/summary").hasNumber("/active", "3");
        api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}").isProblem(429, "throttled");
        api.post("permits/" + live.get(0) + "/end", "{\"outcome\":\"success\"}").is(200);
        ask("\"cost\":1");
        assertThat(api.all("permits?throttle_id=" + id)).hasSize(3);
    }

    @Test
    void aBucketKeepsWhatIsInItWhenItIsChanged() {
        UUID id = create("\"burst_capacity\":10,\"refill_per_second\":0.001")
                .is(201)
                .id();
        ask("\"cost\":8");
        api.put("throttles/" + id, "{\"burst_capacity\":100}").is(200);
        api.get("throttles/" + id + "/summary").hasNumber("/tokens", "2");
        api.put("throttles/" + id, "{\"burst_capacity\":1}").is(200);
        api.get("throttles/" + id + "/summary").hasNumber("/tokens", "1").hasNumber("/used", "0");
        api.put("throttles/" + id, "{\"burst_capacity\":null,\"refill_per_second\":null,\"max_active\":3}")
                .is(200);
        assertThat(api.get("throttles/" + id + "/summary").body().path("tokens").isNull())
                .isTrue();
        api.put("throttles/" + id, "{\"burst_capacity\":7,\"refill_per_second\":0.001}")
                .is(200);
        api.get("throttles/" + id + "/summary").hasNumber("/tokens", "7");
    }

    @Test
    void thePlatformsBindAllTenantsTogether() {
        String type = "platform-" + api.tenant();
        Api platform = Product.running().api().asPlatform();
        String body = "{\"tenant\":\"*\",\"job_type\":\"" + type + "\",\"source\":\"*\",\"max_active\":2}";
        api.post("throttles", body).isProblem(403, "forbidden");
        UUID id =
                platform.post("throttles", body).is(201).hasText("/tenant", "*").id();
        Api other = Product.running().api();
        String job = "{\"job_type\":\"" + type + "\",\"source\":\"git\"}";
        String mine = api.post("permits", job).is(201).text("/permit_id");
        other.post("permits", job).is(201);
        Reply refused = other.post("permits", job).isProblem(429, "throttled");
        refused.hasText("/throttle/id", id.toString()).hasText("/throttle/tenant", "*");
        assertThat(refused.header("RateLimit").orElseThrow()).contains(id + "/active\";r=0;t=");
        api.get("throttles/" + id).isProblem(404, "not-found");
        assertThat(api.all("throttles")).isEmpty();
        platform.get("throttles/" + id + "/summary").is(200).hasNumber("/active", "2");
        assertThat(platform.all("throttles?tenant=*&job_type=" + type)).hasSize(1);
        api.post("permits/" + mine + "/end", "{\"outcome\":\"success\"}").is(200);
        other.post("permits", job).is(201);
        platform.put("throttles/" + id, "{\"max_active\":3}").is(200);
        other.post("permits", job).is(201);
        platform.delete("throttles/" + id).is(204);
    }

    @Test
    void thePlatformsStandInItsOwnTrailWhomeverTheCallNames() {
        Api named = Product.running().api().asPlatform().with("X-Tenant-Id", api.tenant());
        UUID id = named.post(
                        "throttles",
                        "{\"tenant\":\"*\",\"job_type\":\"trail-" + api.tenant()
                                + "\",\"source\":\"*\",\"max_active\":2}")
                .is(201)
                .id();
        named.put("throttles/" + id, "{\"max_active\":3}").is(200);
        named.delete("throttles/" + id).is(204);
        for (String action : List.of("create", "change", "delete")) {
            api.asPlatform()
                    .get("audit?limit=1&action=throttle." + action)
                    .is(200)
                    .hasText("/0/entry/object/id", id.toString());
        }
        assertThat(api.all("audit"))
                .noneMatch(entry -> entry.path("entry").path("action").asText().startsWith("throttle."));
    }
}
