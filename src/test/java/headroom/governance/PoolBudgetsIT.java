package headroom.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Pools;
import headroom.testing.Pools.Sharer;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shares beside what else moves a root's room: the turn of a budget's period, and a burst. The share binds exactly. */
class PoolBudgetsIT {
    private final Pools pools = new Pools(Product.running().api());

    @Test
    void whatABudgetHasConsumedCountsAgainstItsShareUntilItsPeriodTurns() {
        List<Sharer> two = budgets();
        UUID pool = budgetPool(two, 40);
        Sharer a = two.get(0);
        a.api().allocate(a.root(), "whole", "60").is(201);
        isDeniedByShare(a, "1", "60");
        a.api().delete("allocations/" + jobs(a, "whole") + "?consumed=45").is(200);
        a.api()
                .usage(a.root())
                .hasNumber("/usage", "45")
                .hasNumber("/share", "60")
                .hasNumber("/headroom", "15");
        isDeniedByShare(a, "15.0001", "60");
        a.api().allocate(a.root(), "rest", "15").is(201);
        isDeniedByShare(a, "0.0001", "60");

        turn(a);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> a.api().usage(a.root()).hasNumber("/usage", "15"));
        a.api().allocate(a.root(), "next month", "45").is(201);
        isDeniedByShare(a, "0.0001", "60");
        pools.get(pool).hasNumber("/held", "100").hasNumber("/members/0/usage", "60");
        two.forEach(sharer -> sharer.api().verify());
    }

    @Test
    void whatABudgetHasConsumedBeyondItsShareIsFreeForOthersWhenItsPeriodTurns() {
        List<Sharer> two = budgets();
        UUID pool = budgetPool(two, 0);
        Sharer a = two.get(0);
        Sharer b = two.get(1);
        a.api().release(a.api().allocate(a.root(), "all", "100").is(201).id()).is(200);
        pools.platform()
                .put("pools/" + pool + "/members/" + b.tenant(), "{\"demand\":80,\"weight\":4}")
                .is(200);
        Reply over = pools.get(pool);
        assertThat(Pools.shares(over)).isEqualTo("20/0");
        over.hasNumber("/members/0/over", "80").hasNumber("/held", "100").hasText("/settled", "false");
        isDeniedByShare(b, "0.0001", "0");

        turn(a);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Pools.shares(pools.get(pool)).equals("20/80"));
        b.api().allocate(b.root(), "b", "80").is(201);
        isDeniedByShare(b, "0.0001", "80");
        a.api().allocate(a.root(), "a", "20").is(201);
        isDeniedByShare(a, "0.0001", "20");
        pools.get(pool).hasNumber("/held", "100").hasText("/settled", "true");
        two.forEach(sharer -> sharer.api().verify());
    }

    @Test
    void whatABudgetHasConsumedOfAPoolIsNotForgottenBeforeItsPeriodEnds() {
        List<Sharer> two = budgets();
        UUID pool = budgetPool(two, 40);
        Sharer a = two.get(0);
        a.api().release(a.api().allocate(a.root(), "all", "60").is(201).id()).is(200);
        a.api().delete("quotas/" + a.root()).isProblem(409, "conflict");
        for (String period : List.of("null", "\"day\"", "\"year\"")) {
            a.api()
                    .put("quotas/" + a.root(), "{\"period\":" + period + "}")
                    .isProblem(422, "invalid-hierarchy")
                    .hasText("/errors/0/field", "period");
        }
        isDeniedByShare(a, "0.0001", "60");
        pools.get(pool).hasNumber("/held", "100").hasNumber("/members/0/usage", "60");
        a.api()
                .put("quotas/" + a.root(), "{\"period\":\"month\",\"limit_value\":4000}")
                .is(200);

        turn(a);
        a.api().delete("quotas/" + a.root()).is(204);
        Sharer b = two.get(1);
        pools.platform().delete("pools/" + pool + "/members/" + b.tenant()).is(204);
        b.api().put("quotas/" + b.root(), "{\"period\":\"day\"}").is(200);
    }

    @Test
    void aBurstGoesNoFurtherThanTheShareAndAShareNoFurtherThanTheBurst() {
        Api bursting = Product.running().api();
        UUID root = bursting.createQuota(
                        "organization",
                        bursting.tenant(),
                        "concurrent_gpus",
                        "50",
                        ",\"burst_limit\":80,\"burst_seconds\":86400")
                .is(201)
                .id();
        Sharer a = new Sharer(bursting, root);
        Sharer b = pools.sharer("1000");
        UUID pool = pool(
                "concurrent_gpus",
                "100",
                a.member(",\"weight\":7,\"demand\":1000"),
                b.member(",\"weight\":3,\"demand\":1000"));
        a.api().allocate(a.root(), "one", "70").is(201);
        isDeniedByShare(a, "0.0001", "70");
        b.api().allocate(b.root(), "b", "10").is(201);
        pools.platform()
                .put("pools/" + pool + "/members/" + b.tenant(), "{\"weight\":1,\"demand\":10}")
                .is(200);
        a.api().usage(a.root()).hasNumber("/share", "90");
        a.api().allocate(a.root(), "two", "10").is(201);
        Reply denied = a.api().allocate(a.root(), "three", "0.0001").isProblem(409, "quota-exceeded");
        denied.hasNumber("/max_grantable", "0").hasNumber("/violations/0/shortfall", "0.0001");
        a.api().usage(a.root()).hasNumber("/usage", "80");
        pools.get(pool).hasNumber("/held", "100");
        a.api().verify();
    }

    private List<Sharer> budgets() {
        return Stream.generate(() -> Product.running().api())
                .limit(2)
                .map(api -> new Sharer(
                        api,
                        api.createQuota("organization", api.tenant(), "gpu_hours", "5000", ",\"period\":\"month\"")
                                .is(201)
                                .id()))
                .sorted((one, other) -> one.tenant().compareTo(other.tenant()))
                .toList();
    }

    /** Of 100, of which the first wants more than there is. */
    private UUID budgetPool(List<Sharer> two, int demandOfSecond) {
        return pool(
                "gpu_hours",
                "100",
                two.get(0).member(",\"demand\":1000"),
                two.get(1).member(",\"demand\":" + demandOfSecond));
    }

    private UUID pool(String resource, String capacity, String... members) {
        return pools.platform()
                .post("pools", """
                        {"name":"p%s","resource_type":"%s","capacity":%s,"strategy":"proportional","members":[%s]}""".formatted(UUID.randomUUID(), resource, capacity, String.join(",", members)))
                .is(201)
                .id();
    }

    private static void isDeniedByShare(Sharer sharer, String amount, String share) {
        sharer.api()
                .allocate(sharer.root(), "job-" + UUID.randomUUID(), amount)
                .isProblem(409, "quota-exceeded")
                .hasNumber("/violations/0/share", share);
    }

    private static String jobs(Sharer sharer, String job) {
        return sharer.api().all("quotas/" + sharer.root() + "/allocations?limit=500&state=active").stream()
                .filter(allocation -> allocation.path("job_id").asText().equals(job))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    /** Lets the period be over as if the calendar had moved on: what was consumed lies in the month before. */
    private static void turn(Sharer sharer) {
        Product.running()
                .database()
                .execute(
                        "update allocations set released_at = released_at - interval '40 days',"
                                + " allocated_at = allocated_at - interval '40 days'"
                                + " where tenant_id = '" + sharer.tenant() + "' and released_at is not null",
                        "update quota_trees set version = version + 1,"
                                + " period_ends_at = date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'"
                                + " where id = (select tree_id from quotas where id = '" + sharer.root() + "')");
    }
}
