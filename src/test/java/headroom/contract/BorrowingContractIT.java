package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rule Q14 over HTTP: quotas that borrow, and quotas that do not lend all. */
class BorrowingContractIT {
    private final Api api = Product.running().api();
    private final UUID root = api.quota("organization", "acme", "21", null);

    @Test
    void q14_ofATeamOf12ThatLends1AnotherOf9Gets10() {
        UUID a = team("a", "9", ",\"borrowing_limit\":100");
        UUID b = team("b", "12", ",\"lending_limit\":1");
        api.usage(root).hasNumber("/set_aside", "11").hasNumber("/available", "10");
        api.usage(a).hasNumber("/headroom", "10").hasNumber("/own", "9").hasNumber("/borrowed", "0");
        Reply denied = api.allocate(a, "big", "11").isProblem(409, "quota-exceeded");
        assertThat(denied.body().path("violations")).hasSize(1);
        denied.hasText("/violations/0/quota_id", root.toString())
                .hasNumber("/violations/0/shortfall", "1")
                .hasNumber("/violations/0/set_aside", "11")
                .hasNumber("/max_grantable", "10");
        check("a", "11").hasText("/allowed", "false").hasNumber("/available", "10");
        check("a", "10").hasText("/allowed", "true");
        UUID held = api.allocate(a, "job", "10").is(201).id();
        api.usage(a).hasNumber("/borrowed", "1").hasNumber("/lendable", "0").hasNumber("/available", "0");
        api.usage(b).hasNumber("/lendable", "1").hasNumber("/lent", "1").hasNumber("/headroom", "11");
        api.allocate(b, "own", "11").is(201);
        api.usage(root).hasNumber("/usage", "21").hasNumber("/set_aside", "0");
        api.allocate(b, "lent", "1").isProblem(409, "quota-exceeded");
        api.release(held).is(200);
        api.allocate(b, "lent", "1").is(201);
        api.verify();
    }

    @Test
    void q14_theOptionsAreShownChangedAndRemoved() {
        UUID a = team("a", "9", ",\"borrowing_limit\":2.5,\"lending_limit\":4");
        api.get("quotas/" + a).is(200).hasNumber("/borrowing_limit", "2.5").hasNumber("/lending_limit", "4");
        api.usage(root).hasNumber("/set_aside", "5");
        api.put("quotas/" + a, "{\"lending_limit\":7}").is(200).hasNumber("/lending_limit", "7");
        api.usage(root).hasNumber("/set_aside", "2");
        api.put("quotas/" + a, "{\"limit_value\":10}").is(200);
        api.usage(root).hasNumber("/set_aside", "3");
        Reply removed = api.put("quotas/" + a, "{\"lending_limit\":null,\"borrowing_limit\":null}")
                .is(200);
        assertThat(removed.body().path("lending_limit").isNull()).isTrue();
        assertThat(removed.body().path("borrowing_limit").isNull()).isTrue();
        api.usage(root).hasNumber("/set_aside", "0");
        api.verify();
    }

    @Test
    void q14_whatCannotBeIsRefused() {
        api.put("quotas/" + root, "{\"lending_limit\":1}")
                .isProblem(422, "invalid-hierarchy")
                .hasText("/errors/0/field", "lending_limit");
        api.createQuota("team", "alone", "concurrent_gpus", "5", ",\"borrowing_limit\":1")
                .isProblem(422, "invalid-hierarchy")
                .hasText("/errors/0/field", "borrowing_limit");
        String below = ",\"parent_id\":\"" + root + "\"";
        api.createQuota("team", "x", "concurrent_gpus", "5", ",\"borrowing_limit\":1,\"burst_limit\":9" + below)
                .isProblem(422, "invalid-quota")
                .hasText("/errors/0/field", "borrowing_limit");
        api.createQuota("team", "x", "concurrent_gpus", "5", ",\"lending_limit\":-1" + below)
                .blames("lending_limit");
        api.createQuota("team", "x", "concurrent_gpus", "5", ",\"borrowing_limit\":0.00001" + below)
                .blames("borrowing_limit");
    }

    @Test
    void q14_nobodySetsAsideMoreThanThereIs() {
        UUID a = team("a", "15", ",\"lending_limit\":0");
        UUID b = team("b", "15", ",\"lending_limit\":9");
        api.usage(root).hasNumber("/set_aside", "21");
        api.put("quotas/" + b, "{\"lending_limit\":8}")
                .isProblem(422, "invalid-hierarchy")
                .hasText("/errors/0/field", "lending_limit");
        api.put("quotas/" + b, "{\"limit_value\":16}").isProblem(422, "invalid-hierarchy");
        api.createQuota("team", "c", "concurrent_gpus", "1", ",\"lending_limit\":0.5,\"parent_id\":\"" + root + "\"")
                .isProblem(422, "invalid-hierarchy")
                .hasText("/errors/0/field", "lending_limit");
        api.usage(root).hasNumber("/set_aside", "21");
        api.put("quotas/" + root, "{\"limit_value\":20}").is(200);
        api.allocate(a, "job", "15").isProblem(409, "quota-exceeded").hasNumber("/max_grantable", "14");
        api.put("quotas/" + root, "{\"limit_value\":21}").is(200);
        api.allocate(a, "job", "15").is(201);
        api.allocate(b, "job", "6").is(201);
        api.verify();
    }

    @Test
    void q14_movesAndDeletionsTakeWhatIsSetAsideAlong() {
        UUID other = api.quota("organization", "other", "10", null);
        UUID a = team("a", "12", "");
        UUID sub = api.createQuota(
                        "team", "sub", "concurrent_gpus", "8", ",\"lending_limit\":2,\"parent_id\":\"" + a + "\"")
                .is(201)
                .id();
        UUID ada = api.quota("user", "ada", "8", sub);
        api.allocate(ada, "job", "4").is(201);
        api.usage(a).hasNumber("/set_aside", "2").hasNumber("/usage", "4");
        api.usage(root).hasNumber("/set_aside", "2").hasNumber("/usage", "4");
        api.put("quotas/" + sub, "{\"parent_id\":\"" + other + "\"}").is(200);
        api.usage(a).hasNumber("/set_aside", "0").hasNumber("/usage", "0");
        api.usage(root).hasNumber("/set_aside", "0");
        api.usage(other).hasNumber("/set_aside", "2").hasNumber("/usage", "4");
        UUID rest = api.allocate(other, "rest", "4").is(201).id();
        api.put("quotas/" + sub, "{\"parent_id\":null}").isProblem(422, "invalid-hierarchy");
        api.verify();
        api.release(rest).is(200);
        api.allocate(root, "most", "16").is(201);
        api.put("quotas/" + sub, "{\"parent_id\":\"" + a + "\"}")
                .isProblem(422, "invalid-hierarchy")
                .hasText("/errors/0/field", "parent_id");
        api.put("quotas/" + sub, "{\"parent_id\":\"" + a + "\",\"lending_limit\":3}")
                .is(200);
        api.usage(root).hasNumber("/set_aside", "1").hasNumber("/usage", "20");
        api.verify();
        api.release(UUID.fromString(api.all("quotas/" + ada + "/allocations")
                        .get(0)
                        .path("id")
                        .asText()))
                .is(200);
        api.usage(root).hasNumber("/set_aside", "5").hasNumber("/usage", "16");
        api.delete("quotas/" + a + "?cascade=true").is(204);
        api.usage(root).hasNumber("/set_aside", "0").hasNumber("/usage", "16");
        api.verify();
    }

    /** The period ends as if the calendar had moved on; who changes a tree by hand moves its version. */
    @Test
    void q14_theNextPeriodKeepsWhatTheLastOneUsedUp() {
        UUID budget = api.createQuota("organization", "acme", "gpu_hours", "100", ",\"period\":\"month\"")
                .is(201)
                .id();
        UUID team = api.createQuota(
                        "team", "ml", "gpu_hours", "50", ",\"lending_limit\":20,\"parent_id\":\"" + budget + "\"")
                .is(201)
                .id();
        api.release(api.allocate(team, "job", "35").is(201).id()).is(200);
        api.usage(budget).hasNumber("/usage", "35").hasNumber("/set_aside", "0");
        Product.running()
                .database()
                .execute(
                        "update allocations set released_at = released_at - interval '40 days',"
                                + " allocated_at = allocated_at - interval '40 days'"
                                + " where tenant_id = '" + api.tenant() + "' and released_at is not null",
                        "update quota_trees set version = version + 1,"
                                + " period_ends_at = date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'"
                                + " where id = (select tree_id from quotas where id = '" + budget + "')");
        api.allocate(budget, "most", "70.5").isProblem(409, "quota-exceeded").hasNumber("/max_grantable", "70");
        api.allocate(budget, "most", "70").is(201);
        api.usage(budget).hasNumber("/usage", "70").hasNumber("/set_aside", "30");
        api.allocate(team, "job", "30").is(201);
        api.verify();
    }

    @Test
    void q14_anOtherPeriodAndAnOverrideCountAnewWhatIsSetAside() {
        UUID budget = api.createQuota("organization", "acme", "gpu_hours", "100", ",\"period\":\"day\"")
                .is(201)
                .id();
        UUID team = api.createQuota(
                        "team", "ml", "gpu_hours", "50", ",\"lending_limit\":20,\"parent_id\":\"" + budget + "\"")
                .is(201)
                .id();
        api.release(api.allocate(team, "job", "10").is(201).id()).is(200);
        api.usage(budget).hasNumber("/usage", "10").hasNumber("/set_aside", "20");
        api.verify();
        Instant until = Instant.now().plusMillis(1_500);
        api.post("quotas/" + team + "/overrides", "{\"delta\":5,\"until\":\"" + until + "\"}")
                .is(201);
        api.usage(budget).hasNumber("/set_aside", "25");
        api.put("quotas/" + team, "{\"limit_value\":51}").is(200);
        api.usage(budget).hasNumber("/set_aside", "26");
        api.verify();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.usage(budget).number("/set_aside").intValue() == 21);
        api.put("quotas/" + budget, "{\"period\":null}").is(200);
        api.usage(budget).hasNumber("/usage", "0").hasNumber("/set_aside", "31");
        api.verify();
    }

    @Test
    void q14_verifyFindsASetAsideThatIsOff() {
        UUID a = team("a", "12", "");
        UUID sub = api.createQuota(
                        "team", "sub", "concurrent_gpus", "8", ",\"lending_limit\":2,\"parent_id\":\"" + a + "\"")
                .is(201)
                .id();
        api.verify();
        Product.running().database().execute("update quota_counters set set_aside = 5 where quota_id = '" + a + "'");
        Reply verified = api.post("quotas/verify", null).is(200);
        assertThat(verified.body().path("differences")).hasSize(1);
        verified.hasText("/differences/0/quota_id", a.toString())
                .hasText("/differences/0/counter", "set_aside")
                .hasNumber("/differences/0/counted", "5")
                .hasNumber("/differences/0/recomputed", "6");
        Product.running().database().execute("update quota_counters set set_aside = 6 where quota_id = '" + a + "'");
        Product.running().database().execute("update quota_counters set set_aside = 1 where quota_id = '" + sub + "'");
        verified = api.post("quotas/verify", null).is(200);
        assertThat(verified.body().path("differences")).hasSize(1);
        verified.hasNumber("/differences/0/recomputed", "0");
    }

    @Test
    void q14_theTreeShowsWhatIsSetAside() {
        team("a", "12", ",\"lending_limit\":2");
        api.get("quotas/" + root + "/tree")
                .is(200)
                .hasNumber("/set_aside", "10")
                .hasNumber("/available", "11")
                .hasNumber("/children/0/set_aside", "0");
    }

    @Test
    void q14_whatMayBeBorrowedIsHeldAgainstTheMaximum() {
        api.asPlatform()
                .put("tenants/" + api.tenant(), "{\"settings\":{\"maximums\":{\"concurrent_gpus\":12}}}")
                .is(200);
        String below = ",\"parent_id\":\"" + root + "\"";
        api.createQuota("team", "a", "concurrent_gpus", "10", ",\"borrowing_limit\":3" + below)
                .isProblem(422, "beyond-maximum");
        api.createQuota("team", "a", "concurrent_gpus", "10", ",\"borrowing_limit\":2" + below)
                .is(201);
    }

    private UUID team(String name, String limit, String more) {
        return api.createQuota("team", name, "concurrent_gpus", limit, more + ",\"parent_id\":\"" + root + "\"")
                .is(201)
                .id();
    }

    private Reply check(String team, String amount) {
        return api.post("allocations/check", """
                        {"entity_type":"team","entity_id":"%s","resource_type":"concurrent_gpus","requested_value":%s}""".formatted(team, amount)).is(200);
    }
}
