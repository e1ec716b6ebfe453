package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What time alone brings about: leases that end, budgets that begin anew, bursts that run out. */
class TimeIT {
    private final Api api = Product.running().api();

    @Test
    void a3_theAmountOfAnExpiredAllocationIsBackWithinTwoSecondsByItself() {
        UUID organization = api.quota("organization", "acme", "10", null);
        UUID team = api.quota("team", "ml", "10", organization);
        Reply leased =
                api.allocate(team, "job", "10", ",\"expires_in\":\"PT1S\"").is(201);
        Instant expires = Instant.parse(leased.text("/expires_at"));
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> api.usage(organization).hasNumber("/usage", "0"));
        Reply ended = api.get("allocations/" + leased.id()).is(200).hasText("/state", "expired");
        assertThat(Instant.parse(ended.text("/released_at"))).isBetween(expires, expires.plusSeconds(2));
        api.get("quotas/" + team + "/history").hasText("/0/operation", "expire");
        api.post("allocations/" + leased.id() + "/renew", "{\"expires_in\":\"PT1H\"}")
                .isProblem(409, "already-released");
        api.release(leased.id()).isProblem(409, "already-released").hasText("/allocation/state", "expired");
        api.verify();
    }

    @Test
    void a3_aRequestNeverFailsForAnAmountWhoseTimeHasCome() throws InterruptedException {
        UUID team = api.quota("team", "ml", "10", null);
        for (int i = 0; i < 5; i++) {
            Reply leased = api.allocate(team, "job", "10", ",\"expires_in\":\"PT0.3S\"")
                    .is(201);
            long wait = ChronoUnit.MILLIS.between(Instant.now(), Instant.parse(leased.text("/expires_at")));
            Thread.sleep(Math.max(0, wait) + 5);
            UUID next = api.allocate(team, "job", "10").is(201).id();
            api.release(next).is(200);
        }
        api.verify();
    }

    @Test
    void a2_aCommitAfterExpiryIsRefusedEvenBeforeTheTimerHasSeenIt() throws InterruptedException {
        UUID team = api.quota("team", "ml", "10", null);
        Reply reserved = api.allocate(team, "job", "10", ",\"state\":\"reserved\",\"expires_in\":\"PT0.2S\"")
                .is(201);
        Thread.sleep(
                Math.max(0, ChronoUnit.MILLIS.between(Instant.now(), Instant.parse(reserved.text("/expires_at")))) + 5);
        api.post("allocations/" + reserved.id() + "/commit", null)
                .isProblem(409, "already-released")
                .hasText("/allocation/state", "expired");
        api.usage(team).hasNumber("/usage", "0");
    }

    @Test
    void q10_whatWasConsumedStaysInUsageUntilThePeriodEnds() {
        UUID organization = budget("organization", "acme", "100", null, ",\"period\":\"month\"");
        UUID team = budget("team", "ml", "60", organization, "");
        api.get("quotas/" + team).hasText("/period", "month");
        UUID first = api.allocate(team, "a", "20").is(201).id();
        UUID second = api.allocate(team, "b", "20").is(201).id();
        api.delete("allocations/" + first + "?consumed=5").is(200).hasNumber("/consumed", "5");
        api.usage(organization).hasNumber("/usage", "25").hasNumber("/consumed", "5");
        api.delete("allocations/" + second).is(200).hasNumber("/consumed", "20");
        api.usage(team).hasNumber("/usage", "25").hasNumber("/own_usage", "25");
        UUID reserved =
                api.allocate(team, "c", "10", ",\"state\":\"reserved\"").is(201).id();
        api.release(reserved).is(200).hasNumber("/consumed", "0");
        api.delete("allocations/" + api.allocate(team, "d", "1").is(201).id() + "?consumed=2")
                .isProblem(409, "conflict");
        api.verify();
        Reply denied = api.allocate(team, "e", "50").isProblem(409, "quota-exceeded");
        assertThat(denied.text("/retry_at")).matches("\\d{4}-\\d\\d-01T00:00:00.000000Z");

        endPeriod(organization);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> api.usage(organization).hasNumber("/usage", "1").hasNumber("/consumed", "0"));
        api.usage(team).hasNumber("/usage", "1");
        api.get("allocations/" + first).hasNumber("/consumed", "5");
    }

    /**
     * Lets the period be over as if the calendar had moved on: what was consumed lies in the month before. Who changes a tree
     * by hand moves its version: servers keep what they know of it.
     */
    private void endPeriod(UUID quota) {
        Product.running()
                .database()
                .execute(
                        "update allocations set released_at = released_at - interval '40 days',"
                                + " allocated_at = allocated_at - interval '40 days'"
                                + " where tenant_id = '" + api.tenant() + "' and released_at is not null",
                        "update quota_trees set version = version + 1, period_ends_at = date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'"
                                + " where id = (select tree_id from quotas where id = '" + quota + "')");
    }

    @Test
    void q10_allQuotasOfATreeHaveOnePeriod() {
        UUID organization = budget("organization", "acme", "100", null, ",\"period\":\"month\"");
        api.createQuota("team", "ml", "gpu_hours", "10", ",\"period\":\"week\",\"parent_id\":\"" + organization + "\"")
                .isProblem(422, "invalid-hierarchy");
        UUID team = budget("team", "ml", "60", organization, ",\"period\":\"month\"");
        api.put("quotas/" + team, "{\"period\":\"week\"}").isProblem(422, "invalid-hierarchy");
        UUID allocation = api.allocate(team, "a", "20").is(201).id();
        api.release(allocation).is(200);
        api.usage(team).hasNumber("/usage", "20");
        api.put("quotas/" + organization, "{\"period\":\"total\"}").is(200).hasText("/period", "total");
        api.get("quotas/" + team).hasText("/period", "total");
        api.usage(team).hasNumber("/usage", "20");
        api.put("quotas/" + organization, "{\"period\":null}").is(200);
        api.usage(team).hasNumber("/usage", "0");
        api.verify();
        api.put("quotas/" + organization, "{\"period\":\"year\"}").is(200);
        api.usage(team).hasNumber("/usage", "20");
        api.verify();
        api.createQuota("team", "x", "concurrent_gpus", "1", ",\"period\":\"day\"")
                .isProblem(422, "invalid-quota");
    }

    @Test
    void q12_deletingABudgetChildDoesNotGiveItsConsumptionBack() {
        UUID organization = budget("organization", "acme", "100", null, ",\"period\":\"total\"");
        UUID team = budget("team", "ml", "60", organization, "");
        api.release(api.allocate(team, "a", "60").is(201).id()).is(200);
        api.delete("quotas/" + team).is(204);
        api.usage(organization).hasNumber("/usage", "60");
        UUID again = budget("team", "ml", "60", organization, "");
        api.allocate(again, "a", "41").isProblem(409, "quota-exceeded");
        api.verify();
    }

    @Test
    void q7_usageMayStandAboveTheEffectiveLimitWhileTheBurstAccountLasts() {
        UUID team = api.createQuota("team", "ml", "concurrent_gpus", "10", ",\"burst_limit\":20,\"burst_seconds\":1")
                .is(201)
                .id();
        api.usage(team)
                .hasNumber("/burst/limit", "20")
                .hasNumber("/burst/account_seconds", "10")
                .hasNumber("/burst/available", "20");
        api.allocate(team, "within", "10").is(201);
        UUID burst = api.allocate(team, "burst", "10").is(201).id();
        api.allocate(team, "beyond", "0.0001").isProblem(409, "quota-exceeded");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> api.usage(team).hasNumber("/burst/account_seconds", "0"));
        api.usage(team).hasNumber("/usage", "20").hasNumber("/burst/available", "0");
        api.post("allocations/" + burst + "/renew", "{\"expires_in\":\"PT1H\"}").is(200);
        api.allocate(team, "more", "1").isProblem(409, "quota-exceeded").hasNumber("/max_grantable", "0");
        api.release(burst).is(200);
        api.verify();
    }

    private UUID budget(String type, String entity, String limit, UUID parent, String more) {
        String below = parent == null ? "" : ",\"parent_id\":\"" + parent + "\"";
        return api.createQuota(type, entity, "gpu_hours", limit, more + below)
                .is(201)
                .id();
    }
}
