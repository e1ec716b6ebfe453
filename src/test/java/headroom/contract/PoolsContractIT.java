package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolsContractIT {
    private final Pools pools = new Pools(Product.running().api());
    private final List<Sharer> abc = pools.sharers(3, "10000");

    @ParameterizedTest(name = "{0} {1} {2}{3}{4}: {5}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            unlimited    |                       |               |               |               | 1000/50/10
            max_limit    |                       | ,'max':50     | ,'max':50     | ,'max':50     | 50/50/10
            proportional |                       |               |               |               | 60/50/10
            priority     | 'floor_percent':0     | ,'priority':1 | ,'priority':3 | ,'priority':2 | 60/50/10
            priority     | 'floor_percent':0     | ,'priority':3 | ,'priority':2 | ,'priority':1 | 120/0/0
            priority     | 'floor_percent':12.5  | ,'priority':3 | ,'priority':2 | ,'priority':1 | 110/5/5
            reserved     |                       | ,'reserved':30| ,'reserved':30| ,'reserved':30| 60/50/10
            """)
    void dividesByItsStrategy(String strategy, String options, String a, String b, String c, String shares) {
        Reply made = pools.make(
                        "120",
                        strategy,
                        json(options),
                        List.of(
                                abc.get(0).member(json(a) + ",\"demand\":1000"),
                                abc.get(1).member(json(b) + ",\"demand\":50"),
                                abc.get(2).member(json(c) + ",\"demand\":10")))
                .is(201);
        assertThat(Pools.shares(made)).isEqualTo(shares);
        assertThat(Pools.each(made, "demand")).isEqualTo("1000/50/10");
        assertThat(Pools.shares(pools.get(made.id()))).isEqualTo(shares);
    }

    private static String json(String text) {
        return text == null ? "" : text.replace('\'', '"');
    }

    @Test
    void aShareBindsTheTreeInTheSameDecisionAsItsLimits() {
        UUID pool = made("proportional", ",\"demand\":1000", ",\"demand\":50", ",\"demand\":10");
        Sharer a = abc.get(0);
        a.api()
                .usage(a.root())
                .hasNumber("/share", "60")
                .hasNumber("/headroom", "60")
                .hasNumber("/available", "10000");
        a.api().allocate(a.root(), "one", "60").is(201);
        Reply denied = a.api().allocate(a.root(), "two", "1").isProblem(409, "quota-exceeded");
        denied.hasNumber("/violations/0/share", "60").hasNumber("/violations/0/shortfall", "1");
        pools.get(pool).hasNumber("/members/0/usage", "60").hasNumber("/held", "120");
        Sharer c = abc.get(2);
        UUID team = c.api().quota("team", "t", "1000", c.root());
        c.api().allocate(team, "below", "11").isProblem(409, "quota-exceeded").hasNumber("/max_grantable", "10");
        c.api().allocate(team, "below", "10").is(201);
    }

    @Test
    void aShareThatShrinksBelowUsageFreesNothingUntilUsageFalls() {
        UUID pool = made("proportional", ",\"demand\":100", ",\"demand\":0", ",\"demand\":0");
        Sharer a = abc.get(0);
        UUID held = a.api().allocate(a.root(), "long", "100").is(201).id();
        Reply changed = demand(pool, abc.get(1), "100").is(200);
        assertThat(changed.body().path("members")).hasSize(1);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Pools.shares(pools.get(pool)).equals("60/20/0"));
        Reply seen = pools.get(pool);
        seen.hasNumber("/members/0/over", "40").hasNumber("/held", "120").hasText("/settled", "false");
        a.api().release(held).is(200);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Pools.shares(pools.get(pool)).equals("60/60/0"));
        pools.get(pool).hasText("/settled", "true");
    }

    @Test
    void aRequestAboveTheMaximumIsCapped() {
        UUID pool = made("max_limit", ",\"max\":50,\"demand\":1000", "", "");
        Reply granted = request(pool, abc.get(0), "70", "").is(201);
        granted.hasNumber("/granted", "50").hasText("/capped", "true").hasText("/reason", "max");
        assertThat(granted.header("Location").orElseThrow())
                .endsWith("/api/v1/allocations/" + granted.text("/allocation/id"));
        request(pool, abc.get(0), "1", "").isProblem(409, "quota-exceeded");
        request(pool, abc.get(1), "7", "").is(201).hasNumber("/granted", "7").hasText("/capped", "false");
        request(pool, abc.get(1), "1000", ",\"partial\":false").isProblem(409, "quota-exceeded");
    }

    @Test
    void whatIsSaidToCapARequestIsWhatLetTheLeastThrough() {
        UUID pool = made("max_limit", ",\"max\":50,\"demand\":1000", ",\"demand\":40", "");
        request(pool, abc.get(0), "20000", "")
                .is(201)
                .hasNumber("/granted", "50")
                .hasText("/reason", "max")
                .hasText("/detail", abc.get(0).tenant() + " may have at most 50 of the pool");
        request(pool, abc.get(1), "20000", "")
                .is(201)
                .hasNumber("/granted", "40")
                .hasText("/reason", "share");
        Sharer small = pools.sharer("5");
        UUID own = pools.make("100", "proportional", "", List.of(small.member("")))
                .is(201)
                .id();
        request(own, small, "20000", "").is(201).hasNumber("/granted", "5").hasText("/reason", "limit");
    }

    @Test
    void aPausedTenantIsDeniedAndItsShareGoesToOthers() {
        UUID pool = made("proportional", ",\"demand\":1000", ",\"demand\":1000", ",\"demand\":0");
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("60/60/0");
        Sharer a = abc.get(0);
        a.api()
                .post("tenants/" + a.tenant() + "/pause", "{\"mode\":\"deny_new\"}")
                .is(200);
        request(pool, a, "1", "").isProblem(409, "tenant-paused");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Pools.shares(pools.get(pool)).equals("0/120/0"));
    }

    @Test
    void measuredDemandIsUsageAndWhatWasDeniedForLackOfShare() {
        UUID pool = made("proportional", "", "", "");
        assertThat(Pools.shares(pools.get(pool))).isEqualTo("40/40/40");
        Sharer a = abc.get(0);
        a.api().allocate(a.root(), "big", "90").isProblem(409, "quota-exceeded");
        a.api().allocate(a.root(), "big", "90").isProblem(409, "quota-exceeded");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> pools.get(pool).number("/members/0/demand").intValue() == 90);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> a.api().allocate(a.root(), "big", "90").status() == 201);
        pools.get(pool).hasNumber("/members/0/usage", "90");
    }

    @Test
    void runsAreKeptWithTheirInputsAndReplayToTheSame() {
        UUID pool = made(
                "reserved",
                ",\"reserved\":30,\"demand\":1000",
                ",\"reserved\":30,\"demand\":50",
                ",\"reserved\":30,\"demand\":10");
        pools.platform().put("pools/" + pool, "{\"strategy\":\"proportional\"}").is(200);
        demand(pool, abc.get(1), "7.5").is(200);
        List<JsonNode> runs = pools.platform().all("pools/" + pool + "/runs?limit=1");
        assertThat(runs).extracting(run -> run.path("cause").asText()).containsExactly("demand", "change", "create");
        Reply run = pools.platform()
                .get("pools/" + pool + "/runs/" + runs.get(0).path("number").asText())
                .is(200);
        run.hasText("/replays_to_the_same", "true")
                .hasNumber("/members/0/target", "102.5")
                .hasNumber("/members/0/replayed", "102.5");
        pools.platform().get("pools/" + pool + "/runs/99").isProblem(404, "not-found");
    }

    @Test
    void lenderAndBorrowerAreShown() {
        UUID pool =
                made("reserved", ",\"reserved\":60,\"demand\":100", ",\"reserved\":60,\"demand\":20", ",\"demand\":0");
        Reply seen = pools.get(pool);
        assertThat(Pools.shares(seen)).isEqualTo("100/20/0");
        seen.hasText("/borrowings/0/borrower", abc.get(0).tenant())
                .hasText("/borrowings/0/lender", abc.get(1).tenant())
                .hasNumber("/borrowings/0/amount", "40");
        Reply own = abc.get(0).api().get("pools/" + pool).is(200);
        assertThat(own.body().path("held").isNull()).isTrue();
        assertThat(own.http().body()).doesNotContain(abc.get(1).tenant());
        assertThat(own.body().path("members")).hasSize(1);
        assertThat(own.body().path("borrowings")).isEmpty();
        Product.running().api().get("pools/" + pool).isProblem(404, "not-found");
    }

    @Test
    void brokenRulesAreToldAllAtOnceAndChangeNothing() {
        Reply broken = pools.make(
                "10",
                "reserved",
                "",
                List.of(
                        abc.get(0).member(",\"reserved\":8"),
                        abc.get(1).member(",\"reserved\":8,\"max\":5"),
                        "{\"tenant\":\"nobody-of-that-name\"}"));
        broken.isProblem(422, "invalid-pool").names("members[1].reserved", "capacity");
        pools.make("10", "reserved", "", List.of("{\"tenant\":\"nobody-of-that-name\"}"))
                .isProblem(422, "invalid-pool")
                .names("members");
        pools.make("10", "reserved", "\"floor_percent\":101", List.of(abc.get(0).member(",\"weight\":0")))
                .isProblem(400, "validation")
                .blames("options.floor_percent", "members[0].weight");
        Reply made = pools.make("10", "proportional", "", List.of(abc.get(0).member("")))
                .is(201);
        pools.make("10", "proportional", "", List.of(abc.get(0).member("")))
                .isProblem(422, "invalid-pool")
                .names("members");
        pools.platform()
                .with("If-Match", "\"77\"")
                .put("pools/" + made.id(), "{\"capacity\":5}")
                .isProblem(412, "stale");
    }

    @Test
    void aMemberHasOneTreeOfTheResource() {
        Sharer a = abc.get(0);
        made("proportional", "", "", "");
        a.api()
                .createQuota("organization", "second", "concurrent_gpus", "5", "")
                .isProblem(422, "invalid-hierarchy")
                .names("parent_id");
        UUID team = a.api().quota("team", "t", "5", a.root());
        a.api().put("quotas/" + team, "{\"parent_id\":null}").isProblem(422, "invalid-hierarchy");
        a.api().createQuota("organization", "second", "memory_gb", "5", "").is(201);
        Api two = Product.running().api();
        two.quota("team", "x", "5", null);
        two.quota("team", "y", "5", null);
        pools.make("10", "proportional", "", List.of("{\"tenant\":\"" + two.tenant() + "\"}"))
                .isProblem(422, "invalid-pool")
                .names("members");
    }

    @Test
    void whoLeavesIsBoundByItsLimitsAlone() {
        UUID pool = made("proportional", ",\"demand\":1", "", "");
        Sharer a = abc.get(0);
        a.api().allocate(a.root(), "j", "2").isProblem(409, "quota-exceeded");
        pools.platform().delete("pools/" + pool + "/members/" + a.tenant()).is(204);
        a.api().allocate(a.root(), "j", "200").is(201);
        Reply back = pools.platform()
                .put("pools/" + pool + "/members/" + a.tenant(), "{\"demand\":5}")
                .is(200);
        back.hasNumber("/held", "200").hasText("/settled", "false");
        pools.platform().delete("pools/" + pool).is(204);
        pools.platform().get("pools/" + pool).isProblem(404, "not-found");
        a.api()
                .createQuota("organization", "second", "concurrent_gpus", "5", "")
                .is(201);
    }

    @Test
    void onlyThePlatformMayChangeThem() {
        UUID pool = made("proportional", "", "", "");
        Sharer a = abc.get(0);
        a.api().put("pools/" + pool, "{\"capacity\":1000}").isProblem(403, "forbidden");
        a.api().get("pools/" + pool + "/runs").isProblem(403, "forbidden");
        demand(pool, a, "5").is(200);
        a.api()
                .put("pools/" + pool + "/members/" + abc.get(1).tenant() + "/demand", "{\"demand\":5}")
                .isProblem(404, "not-found");
        a.api()
                .post(
                        "pools/" + pool + "/requests",
                        "{\"tenant\":\"%s\",\"amount\":5}".formatted(abc.get(1).tenant()))
                .isProblem(404, "not-found");
    }

    @Test
    void changesStandInTheTrails() {
        UUID pool = made("proportional", "", "", "");
        pools.platform()
                .put("pools/" + pool + "/members/" + abc.get(1).tenant(), "{\"weight\":2.5}")
                .is(200);
        Reply entry = abc.get(1).api().get("audit?limit=1").is(200);
        entry.hasText("/0/entry/action", "pool.member").hasText("/0/entry/after/weight", "2.5");
        assertThat(entry.text("/0/entry/reason")).isNotEmpty();
    }

    private UUID made(String strategy, String a, String b, String c) {
        return pools.make(
                        "120",
                        strategy,
                        "",
                        List.of(
                                abc.get(0).member(a),
                                abc.get(1).member(b),
                                abc.get(2).member(c)))
                .is(201)
                .id();
    }

    private static Reply demand(UUID pool, Sharer sharer, String amount) {
        return sharer.api()
                .put("pools/" + pool + "/members/" + sharer.tenant() + "/demand", "{\"demand\":" + amount + "}");
    }

    private static Reply request(UUID pool, Sharer sharer, String amount, String more) {
        return sharer.api()
                .post(
                        "pools/" + pool + "/requests",
                        "{\"tenant\":\"%s\",\"amount\":%s%s}".formatted(sharer.tenant(), amount, more));
    }
}
