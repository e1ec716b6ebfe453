package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The allocation calls of docs/api.md, each status of each. */
class AllocationsContractIT {
    private final Api api = Product.running().api();
    private final UUID organization = api.quota("organization", "acme", "100", null);
    private final UUID team = api.quota("team", "ml", "60", organization);
    private final UUID user = api.quota("user", "ada", "50", team);

    @Test
    void q8_anAdmittedRequestIsChargedAtEveryNodeOfItsPath() {
        Reply made = api.post("allocations", """
                        {"entity_type":"user","entity_id":"ada","resource_type":"concurrent_gpus","requested_value":12.5,
                         "job_id":"train-7","metadata":{"queue":"batch","tries":[1,2.5,null,true]}}""")
                .is(201)
                .hasText("/state", "active")
                .hasNumber("/allocated_value", "12.5")
                .hasText("/quota_id", user.toString())
                .hasText("/metadata/queue", "batch")
                .hasNumber("/version", "0");
        assertThat(made.header("Location").orElseThrow()).endsWith("/api/v1/allocations/" + made.id());
        assertThat(api.get("allocations/" + made.id()).is(200).body()).isEqualTo(made.body());
        for (UUID quota : List.of(organization, team, user)) {
            api.usage(quota).hasNumber("/usage", "12.5");
        }
        api.get("allocations/" + UUID.randomUUID()).isProblem(404, "not-found");
        api.get("allocations/x").blames("id");
    }

    @Test
    void q8_aDenialNamesEveryNodeThatBlocksFromRootToLeafAndChangesNothing() {
        api.allocate(organization, "other", "55").is(201);
        Reply denied = api.allocate(user, "job", "51").isProblem(409, "quota-exceeded");
        assertThat(denied.body().path("violations")).hasSize(2);
        denied.hasText("/violations/0/entity_id", "acme")
                .hasNumber("/violations/0/usage", "55")
                .hasNumber("/violations/0/shortfall", "6")
                .hasText("/violations/1/entity_id", "ada")
                .hasNumber("/violations/1/limit", "50")
                .hasNumber("/violations/1/effective_limit", "50")
                .hasNumber("/violations/1/requested", "51")
                .hasNumber("/violations/1/shortfall", "1")
                .hasNumber("/max_grantable", "45");
        assertThat(denied.body().has("retry_at")).isFalse();
        assertThat(api.get("quotas/" + user + "/history").is(200).body()).isEmpty();
        api.allocate(user, "job", "45").is(201);
        api.allocate(user, "job-2", "0.0001").isProblem(409, "quota-exceeded").hasNumber("/max_grantable", "0");
        api.verify();
    }

    @Test
    void aDenialTellsWhenEnoughWillBeFree() {
        Reply leased =
                api.allocate(user, "leased", "50", ",\"expires_in\":\"PT1H\"").is(201);
        api.allocate(user, "job", "10")
                .isProblem(409, "quota-exceeded")
                .hasText("/retry_at", leased.text("/expires_at"));
    }

    @Test
    void a1_aJobHoldsOneLiveAllocationOfAQuota() {
        UUID first = api.allocate(user, "job", "5").is(201).id();
        api.allocate(user, "job", "5").isProblem(409, "already-exists").hasText("/allocation_id", first.toString());
        api.allocate(team, "job", "5").is(201);
        api.release(first).is(200);
        api.allocate(user, "job", "5").is(201);
    }

    @Test
    void a2_aReservationIsCommittedInPartAndTheRestIsBackAtOnce() {
        UUID reserved = api.allocate(user, "job", "20", ",\"state\":\"reserved\"")
                .is(201)
                .id();
        api.usage(user).hasNumber("/reserved", "20").hasNumber("/usage", "20");
        api.post("allocations/" + reserved + "/commit", "{\"amount\":20.0001}").isProblem(409, "conflict");
        api.post("allocations/" + reserved + "/commit", "{\"amount\":0}").blames("amount");
        api.post("allocations/" + reserved + "/commit", "{\"amount\":15}")
                .is(200)
                .hasText("/state", "active")
                .hasNumber("/allocated_value", "15")
                .hasNumber("/version", "1");
        api.usage(user).hasNumber("/reserved", "0").hasNumber("/usage", "15");
        api.usage(organization).hasNumber("/usage", "15");
        api.post("allocations/" + reserved + "/commit", null).isProblem(409, "conflict");
        api.post("allocations/" + UUID.randomUUID() + "/commit", null).isProblem(404, "not-found");
        api.verify();
    }

    @Test
    void a2_aWholeReservationIsCommittedWithoutABody() {
        UUID reserved = api.allocate(user, "job", "20", ",\"state\":\"reserved\",\"expires_in\":\"PT1H\"")
                .is(201)
                .id();
        Reply committed = api.post("allocations/" + reserved + "/commit", null).is(200);
        committed.hasNumber("/allocated_value", "20");
        assertThat(committed.body().path("expires_at").isNull()).isTrue();
    }

    @Test
    void a2_aSecondReleaseIsRefusedAndShowsTheFirst() {
        UUID allocation = api.allocate(user, "job", "20").is(201).id();
        Reply released =
                api.release(allocation).is(200).hasText("/state", "released").hasNumber("/version", "1");
        Reply refused = api.release(allocation).isProblem(409, "already-released");
        assertThat(refused.body().path("allocation")).isEqualTo(released.body());
        api.post("allocations/" + allocation + "/commit", null).isProblem(409, "already-released");
        api.post("allocations/" + allocation + "/renew", "{\"expires_in\":\"PT1M\"}")
                .isProblem(409, "already-released");
        api.release(UUID.randomUUID()).isProblem(404, "not-found");
        api.delete("allocations/" + allocation + "?consumed=-1").blames("consumed");
        api.usage(organization).hasNumber("/usage", "0");
    }

    @Test
    void a4_aLeaseIsRenewed() {
        Reply leased =
                api.allocate(user, "job", "1", ",\"expires_in\":\"PT1M\"").is(201);
        Reply renewed = api.post("allocations/" + leased.id() + "/renew", "{\"expires_in\":\"PT2H\"}")
                .is(200)
                .hasNumber("/version", "1");
        Instant expires = Instant.parse(renewed.text("/expires_at"));
        assertThat(expires).isAfter(Instant.parse(leased.text("/expires_at")).plus(Duration.ofMinutes(100)));
        api.post("allocations/" + leased.id() + "/renew", "{}").blames("expires_in");
        api.post("allocations/" + leased.id() + "/renew", "{\"expires_in\":\"PT0S\"}")
                .blames("expires_in");
        api.post("allocations/" + leased.id() + "/renew", "{\"expires_in\":\"1h\"}")
                .blames("expires_in");
        api.post("allocations/" + leased.id() + "/renew", null).isProblem(400, "validation");
        api.post("allocations/" + UUID.randomUUID() + "/renew", "{\"expires_in\":\"PT1M\"}")
                .isProblem(404, "not-found");
    }

    @Test
    void q6_anAdmittedRequestThatExceedsASoftLimitIsWarnedOf() {
        api.put("quotas/" + team, "{\"soft_limit\":10}").is(200);
        assertThat(api.allocate(user, "a", "10").is(201).body().path("warnings"))
                .isEmpty();
        api.allocate(user, "b", "1")
                .is(201)
                .hasText("/warnings/0/entity_id", "ml")
                .hasNumber("/warnings/0/soft_limit", "10")
                .hasNumber("/warnings/0/usage", "11");
    }

    @Test
    void checkSaysWhatWouldBeDecidedAndChangesNothing() {
        api.allocate(organization, "other", "70").is(201);
        String question =
                "{\"entity_type\":\"user\",\"entity_id\":\"%s\",\"resource_type\":\"concurrent_gpus\",\"requested_value\":%s}";
        Reply yes =
                api.post("allocations/check", question.formatted("ada", "30")).is(200);
        yes.hasText("/allowed", "true").hasNumber("/available", "30").hasNumber("/requested", "30");
        assertThat(yes.body().path("reason").isNull()).isTrue();
        api.post("allocations/check", question.formatted("ada", "51"))
                .is(200)
                .hasText("/allowed", "false")
                .hasNumber("/max_grantable", "30")
                .hasText("/violations/0/entity_id", "acme")
                .hasText("/violations/1/entity_id", "ada");
        api.post("allocations/check", question.formatted("nobody", "1"))
                .is(200)
                .hasText("/allowed", "false")
                .hasNumber("/available", "0");
        api.post("allocations/check", question.formatted("ada", "0")).blames("requested_value");
        api.usage(user).hasNumber("/usage", "0");
    }

    @Test
    void a5_anAtomicBatchIsAllOrNothing() {
        String item = "{\"quota_id\":\"%s\",\"job_id\":\"%s\",\"requested_value\":%s}";
        String batch = "{\"mode\":\"atomic\",\"items\":[%s,%s,%s]}";
        Reply denied = api.post(
                        "allocations/batch",
                        batch.formatted(
                                item.formatted(user, "a", 30),
                                item.formatted(user, "b", 30),
                                item.formatted(team, "c", 50)))
                .isProblem(409, "quota-exceeded");
        assertThat(denied.body().path("violations")).hasSize(2);
        denied.hasNumber("/violations/0/item", "1").hasText("/violations/0/entity_id", "ada");
        denied.hasNumber("/violations/1/item", "2").hasText("/violations/1/entity_id", "ml");
        api.usage(organization).hasNumber("/usage", "0");
        assertThat(api.get("quotas/" + user + "/history").body()).isEmpty();
        Reply admitted = api.post(
                        "allocations/batch",
                        batch.formatted(
                                item.formatted(user, "a", 30),
                                item.formatted(user, "b", 20),
                                item.formatted(team, "c", 10)))
                .is(201)
                .hasNumber("/admitted", "3");
        admitted.hasText("/results/1/allocation/job_id", "b").hasNumber("/results/1/index", "1");
        api.usage(organization).hasNumber("/usage", "60");
        api.post(
                        "allocations/batch",
                        batch.formatted(
                                item.formatted(user, "a", 1),
                                item.formatted(team, "x", 1),
                                item.formatted(team, "y", 1)))
                .isProblem(409, "quota-exceeded");
        api.verify();
    }

    @Test
    void a5_anIndependentBatchAnswersEachItemInOrder() {
        String item = "{\"quota_id\":\"%s\",\"job_id\":\"%s\",\"requested_value\":%s}";
        UUID elsewhere =
                api.createQuota("team", "other", "storage_gb", "10", "").is(201).id();
        Reply answered = api.post(
                        "allocations/batch",
                        "{\"mode\":\"independent\",\"items\":[%s,%s,%s,%s,%s]}"
                                .formatted(
                                        item.formatted(user, "a", 40),
                                        item.formatted(user, "b", 20),
                                        item.formatted(user, "a", 1),
                                        item.formatted(UUID.randomUUID(), "d", 1),
                                        item.formatted(elsewhere, "e", 10)))
                .is(200)
                .hasNumber("/admitted", "2")
                .hasNumber("/refused", "3");
        List<Integer> statuses = new ArrayList<>();
        answered.body()
                .path("results")
                .forEach(result -> statuses.add(result.path("status").asInt()));
        assertThat(statuses).containsExactly(201, 409, 409, 404, 201);
        answered.hasText("/results/1/problem/type", "urn:headroom:problem:quota-exceeded")
                .hasText("/results/2/problem/type", "urn:headroom:problem:already-exists");
        api.verify();
    }

    @Test
    void a5_aBatchHasOneToAThousandItems() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"quota_id\":\"%s\",\"job_id\":\"j%d\",\"requested_value\":0.05}".formatted(user, i));
        }
        api.post("allocations/batch", "{\"mode\":\"atomic\",\"items\":[" + items + "]}")
                .is(201);
        api.usage(user).hasNumber("/usage", "50");
        api.post("allocations/batch", "{\"mode\":\"atomic\",\"items\":[]}").blames("items");
        api.post("allocations/batch", "{\"mode\":\"some\",\"items\":[{}]}")
                .blames("mode", "items[0].job_id", "items[0].requested_value", "items[0].quota");
        api.post(
                        "allocations/batch",
                        "{\"mode\":\"atomic\",\"items\":[" + items + "," + "{}".repeat(0)
                                + "{\"quota_id\":\"%s\",\"job_id\":\"x\",\"requested_value\":1}]}".formatted(user))
                .blames("items");
        api.verify();
    }

    @Test
    void allocationsOfAQuotaAreListedByState() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(api.allocate(user, "job-" + i, "1").is(201).id().toString());
        }
        api.release(UUID.fromString(made.get(1))).is(200);
        assertThat(QuotasContractIT.ids(api.get("quotas/" + user + "/allocations")))
                .containsExactly(made.get(0), made.get(2), made.get(3), made.get(4));
        assertThat(QuotasContractIT.ids(api.get("quotas/" + user + "/allocations?state=released")))
                .containsExactly(made.get(1));
        Reply page = api.get("quotas/" + user + "/allocations?limit=3");
        assertThat(page.body()).hasSize(3);
        String next = QuotasContractIT.next(page.header("Link").orElseThrow());
        assertThat(QuotasContractIT.ids(api.get(next))).containsExactly(made.get(4));
        api.get("quotas/" + user + "/allocations?state=gone").blames("state");
        api.get("quotas/" + UUID.randomUUID() + "/allocations").isProblem(404, "not-found");
    }

    @Test
    void a7_everyStepIsRememberedTheNewestFirst() {
        UUID allocation = api.allocate(user, "job", "5", ",\"state\":\"reserved\",\"metadata\":{\"a\":1}")
                .is(201)
                .id();
        api.post("allocations/" + allocation + "/renew", "{\"expires_in\":\"PT1H\"}")
                .is(200);
        api.post("allocations/" + allocation + "/commit", "{\"amount\":4}").is(200);
        api.release(allocation).is(200);
        Reply history = api.get("quotas/" + user + "/history").is(200);
        List<String> operations = new ArrayList<>();
        history.body().forEach(entry -> operations.add(entry.path("operation").asText()));
        assertThat(operations).containsExactly("release", "commit", "renew", "allocate");
        history.hasNumber("/0/allocated_value", "4")
                .hasNumber("/3/allocated_value", "5")
                .hasText("/3/job_id", "job")
                .hasText("/3/entity_id", "ada")
                .hasNumber("/3/metadata/a", "1");
        Reply one = api.get("quotas/" + user + "/history?operation=commit").is(200);
        assertThat(one.body()).hasSize(1);
        String at = one.text("/0/timestamp");
        assertThat(api.get("quotas/" + user + "/history?from=" + at).body()).hasSize(2);
        assertThat(api.get("quotas/" + user + "/history?to=" + at).body()).hasSize(2);
        Reply page = api.get("quotas/" + user + "/history?limit=3");
        assertThat(api.get(QuotasContractIT.next(page.header("Link").orElseThrow()))
                        .body())
                .hasSize(1);
        api.get("quotas/" + user + "/history?from=yesterday&operation=steal").blames("from", "operation");
        api.get("quotas/" + UUID.randomUUID() + "/history").isProblem(404, "not-found");
    }
}
