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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingContractIT {
    private final Api api = Product.running().api();
    private final UUID quota = api.quota("team", "a", "10", null);

    @Test
    void whatDoesNotFitWaitsUntilItDoes() {
        UUID held = api.allocate(quota, "first", "8").is(201).id();
        Reply waits = wait(quota, "second", "5", 60).is(202);
        waits.hasText("/state", "waiting").hasNumber("/requested_value", "5");
        assertThat(waits.header("Location").orElseThrow()).endsWith("/allocations/waiting/" + waits.id());
        api.release(held).is(200);
        Reply granted = becomes(waits.id(), "granted");
        api.get("allocations/" + granted.text("/allocation_id"))
                .is(200)
                .hasText("/job_id", "second")
                .hasNumber("/allocated_value", "5");
        api.delete("allocations/waiting/" + waits.id()).isProblem(409, "conflict");
        api.verify();
    }

    @Test
    void whatIsGrantedIsAllThatWasAskedFor() {
        UUID held = api.allocate(quota, "first", "8").is(201).id();
        UUID waits = api.post(
                        "allocations",
                        body(
                                quota,
                                "second",
                                "5",
                                ",\"wait\":true,\"expires_in\":\"PT1H\",\"metadata\":{\"run\":7},\"deadline\":\""
                                        + Instant.now().plusSeconds(60) + "\""))
                .is(202)
                .id();
        api.release(held).is(200);
        Reply allocation = api.get("allocations/" + becomes(waits, "granted").text("/allocation_id"));
        allocation.is(200).hasText("/metadata/run", "7");
        assertThat(Instant.parse(allocation.text("/expires_at")))
                .isEqualTo(Instant.parse(allocation.text("/allocated_at")).plusSeconds(3_600));
    }

    @Test
    void whatFitsNeedNotWait() {
        wait(quota, "job", "10", 60).is(201).hasNumber("/allocated_value", "10");
    }

    @Test
    void whatIsSmallDoesNotPassWhatIsLargeAndWaitsLonger() {
        UUID held = api.allocate(quota, "first", "6").is(201).id();
        UUID large = wait(quota, "large", "9", 60).is(202).id();
        UUID small = wait(quota, "small", "1", 60).is(202).id();
        List<JsonNode> line = api.all("allocations/waiting");
        assertThat(line).extracting(one -> one.path("job_id").asText()).containsExactly("large", "small");
        assertThat(state(small)).isEqualTo("waiting");
        api.release(held).is(200);
        becomes(large, "granted");
        becomes(small, "granted");
    }

    @Test
    void itIsOverAtItsDeadlineAndWhenItIsTakenBack() {
        api.allocate(quota, "first", "10").is(201);
        UUID late = wait(quota, "late", "1", 1).is(202).id();
        UUID cancelled = wait(quota, "cancelled", "1", 60).is(202).id();
        api.delete("allocations/waiting/" + cancelled).is(200).hasText("/state", "cancelled");
        becomes(late, "expired");
        assertThat(api.all("allocations/waiting")).isEmpty();
        assertThat(api.all("allocations/waiting?state=expired")).hasSize(1);
        Product.running().api().get("allocations/waiting/" + late).isProblem(404, "not-found");
    }

    @Test
    void aJobWaitsOnceAndARepetitionHearsTheSame() {
        api.allocate(quota, "first", "10").is(201);
        Api keyed = api.with("Idempotency-Key", "k-1");
        String deadline = Instant.now().plusSeconds(60).toString();
        UUID once = waitUntil(keyed, quota, "job", "1", deadline).is(202).id();
        assertThat(waitUntil(keyed, quota, "job", "1", deadline).is(202).id()).isEqualTo(once);
        waitUntil(api, quota, "job", "1", deadline)
                .isProblem(409, "already-exists")
                .hasText("/waiting_id", once.toString());
    }

    @Test
    void manyAtTwoServersAreEachGrantedOnce() {
        UUID held = api.allocate(quota, "first", "10").is(201).id();
        Api there = api.at(Product.running().second());
        List<UUID> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(waitUntil(
                            i % 2 == 0 ? api : there,
                            quota,
                            "job-" + i,
                            "0.5",
                            Instant.now().plusSeconds(60).toString())
                    .is(202)
                    .id());
        }
        api.release(held).is(200);
        waiting.forEach(id -> becomes(id, "granted"));
        api.usage(quota).hasNumber("/usage", "10");
        api.verify();
    }

    @Test
    void whatBreaksTheRulesIsRefused() {
        api.post("allocations", body(quota, "j", "1", ",\"wait\":true")).blames("deadline");
        api.post("allocations", body(quota, "j", "1", ",\"deadline\":\"2099-01-01T00:00:00Z\""))
                .blames("deadline");
        waitUntil(api, quota, "j", "1", "2020-01-01T00:00:00Z").blames("deadline");
        waitUntil(api, quota, "j", "1", "2099-01-01T00:00:00Z").blames("deadline");
        api.post(
                        "allocations/batch",
                        "{\"mode\":\"atomic\",\"items\":["
                                + body(
                                        quota,
                                        "j",
                                        "1",
                                        ",\"wait\":true,\"deadline\":\""
                                                + Instant.now().plusSeconds(9) + "\"")
                                + "]}")
                .blames("items");
    }

    @Test
    void theNextRequestOfAPoolIsTheOneWithTheSmallestDominantShareByWeight() {
        Pools pools = new Pools(api);
        List<Sharer> two = pools.sharers(2, "1000");
        Sharer a = two.get(0);
        Sharer b = two.get(1);
        UUID pool = pools.make(
                        "100", "reserved", "", List.of(a.member(",\"reserved\":50"), b.member(",\"reserved\":50")))
                .is(201)
                .id();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> a.api().allocate(a.root(), "borrowing", "70").status() == 201);
        UUID ofB = wait(b, "b-1", "40").is(202).id();
        UUID ofA = wait(a, "a-1", "40").is(202).id();
        Reply next = pools.platform().post("pools/" + pool + "/next", null).is(200);
        next.hasNumber("/waiting", "2")
                .hasText("/order/0/request_id", ofB.toString())
                .hasText("/order/0/reason", "share")
                .hasText("/order/0/waits_for/0", a.tenant())
                .hasText("/order/1/request_id", ofA.toString())
                .hasNumber("/order/1/dominant_share", "0.7");
        String given = """
                {"limit":1,"requests":[
                  {"request_id":"x","tenant":"%s","amount":1,"waiting_since":"%s"},
                  {"request_id":"y","tenant":"%s","amount":1}]}""".formatted(a.tenant(), Instant.now().minusSeconds(1_800), b.tenant());
        Reply aged = pools.platform().post("pools/" + pool + "/next", given).is(200);
        aged.hasText("/order/0/request_id", "x");
        assertThat(aged.body().path("order")).hasSize(1);
        pools.platform()
                .post("pools/" + pool + "/next", given.replace(a.tenant(), api.tenant()))
                .blames("requests[0].tenant");
        a.api().post("pools/" + pool + "/next", given).isProblem(403, "forbidden");
    }

    private Reply wait(Sharer sharer, String job, String amount) {
        return waitUntil(
                sharer.api(),
                sharer.root(),
                job,
                amount,
                Instant.now().plusSeconds(60).toString());
    }

    private Reply wait(UUID quota, String job, String amount, long seconds) {
        return waitUntil(
                api, quota, job, amount, Instant.now().plusSeconds(seconds).toString());
    }

    private static Reply waitUntil(Api api, UUID quota, String job, String amount, String deadline) {
        return api.post("allocations", body(quota, job, amount, ",\"wait\":true,\"deadline\":\"" + deadline + "\""));
    }

    private static String body(UUID quota, String job, String amount, String more) {
        return "{\"quota_id\":\"%s\",\"job_id\":\"%s\",\"requested_value\":%s%s}".formatted(quota, job, amount, more);
    }

    private String state(UUID request) {
        return api.get("allocations/waiting/" + request).is(200).text("/state");
    }

    private Reply becomes(UUID request, String state) {
        await().atMost(Duration.ofSeconds(15)).until(() -> state(request).equals(state));
        return api.get("allocations/waiting/" + request);
    }
}
