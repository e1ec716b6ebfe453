package headroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Rule A6 with many callers and two servers: the same request with the same key, all at the same moment, takes effect once.
 * Each hears what the first was answered, or that the first is still running; afterwards all hear what the first did.
 */
class IdempotentRepeatsIT {
    private static final int CALLERS = 20;

    private final Api api = Product.running().api();
    private final List<Api> servers = List.of(api, api.at(Product.running().second()));
    private final UUID organization = api.quota("organization", "acme", "100", null);
    private final UUID team = api.quota("team", "ml", "100", organization);

    @RepeatedTest(5)
    void ofTwentyEqualRequestsOneAllocates() {
        Reply first = allAtOnce(201, keyed -> keyed.allocate(team, "job", "5"));
        assertThat(live())
                .singleElement()
                .satisfies(
                        allocation -> assertThat(allocation.path("id").asText()).isEqualTo(first.text("/id")));
        assertThat(history("allocate")).hasSize(1);
        api.usage(organization).hasNumber("/usage", "5");
        api.verify();
    }

    @Test
    void whatIsReleasedMeanwhileIsNotAllocatedAgainByARepeat() {
        Reply first = allAtOnce(201, keyed -> {
            Reply reply = keyed.allocate(team, "job", "5");
            if (reply.status() == 201) {
                api.release(reply.id());
            }
            return reply;
        });
        assertThat(live()).isEmpty();
        api.release(first.id()).isProblem(409, "already-released");
        assertThat(history("allocate")).hasSize(1);
        api.usage(organization).hasNumber("/usage", "0");
    }

    @Test
    void ofTwentyEqualCommitsOneGivesBackTheRest() {
        UUID reserved = api.allocate(team, "job", "50", ",\"state\":\"reserved\"")
                .is(201)
                .id();
        allAtOnce(200, keyed -> keyed.post("allocations/" + reserved + "/commit", "{\"amount\":30}"));
        api.get("allocations/" + reserved).hasText("/state", "active").hasNumber("/version", "1");
        assertThat(history("commit")).hasSize(1);
        api.usage(organization).hasNumber("/usage", "30");
        api.verify();
    }

    @Test
    void ofTwentyEqualRenewalsOneMovesTheEnd() {
        UUID leased = api.allocate(team, "job", "5", ",\"expires_in\":\"PT10M\"")
                .is(201)
                .id();
        Reply first =
                allAtOnce(200, keyed -> keyed.post("allocations/" + leased + "/renew", "{\"expires_in\":\"PT1H\"}"));
        api.get("allocations/" + leased).hasNumber("/version", "1").hasText("/expires_at", first.text("/expires_at"));
        assertThat(history("renew")).hasSize(1);
    }

    @Test
    void ofTwentyEqualBatchesOneAllocatesInBothTrees() {
        UUID other = api.quota("team", "other", "100", null);
        for (String mode : List.of("atomic", "independent")) {
            String batch = """
                    {"mode":"%s","items":[
                    {"quota_id":"%s","job_id":"%s","requested_value":2},
                    {"quota_id":"%s","job_id":"%s","requested_value":3}]}""".formatted(mode, team, mode, other, mode);
            allAtOnce(mode.equals("atomic") ? 201 : 200, keyed -> keyed.post("allocations/batch", batch));
        }
        assertThat(live()).hasSize(2);
        api.usage(team).hasNumber("/usage", "4");
        api.usage(other).hasNumber("/usage", "6");
        api.verify();
    }

    @Test
    void ofTwentyEqualRequestsForTooMuchAllAreDeniedAlike() {
        UUID full = api.allocate(team, "full", "98").is(201).id();
        Api keyed = api.with("Idempotency-Key", "denied");
        List<Reply> replies =
                Callers.call(CALLERS, CALLERS, i -> keyedAt(i, "denied").allocate(team, "job", "5"));
        assertThat(replies).allMatch(reply -> reply.status() == 409);
        api.release(full).is(200);
        JsonNode first = keyed.allocate(team, "job", "5")
                .isProblem(409, "quota-exceeded")
                .body();
        assertThat(replies)
                .filteredOn(reply -> !isStillRunning(reply))
                .isNotEmpty()
                .allSatisfy(reply -> assertThat(reply.body()).isEqualTo(first));
        api.usage(organization).hasNumber("/usage", "0");
    }

    /** All callers send the request with one key; what the first was answered. Later repeats must be answered so too. */
    private Reply allAtOnce(int status, Function<Api, Reply> request) {
        String key = "key-" + UUID.randomUUID();
        List<Reply> replies = Callers.call(CALLERS, CALLERS, i -> request.apply(keyedAt(i, key)));
        List<Reply> answered =
                replies.stream().filter(reply -> !isStillRunning(reply)).toList();
        assertThat(answered).isNotEmpty();
        Reply first = answered.get(0).is(status);
        for (int i = 0; i < CALLERS; i++) {
            Reply again = request.apply(keyedAt(i, key)).is(status);
            assertThat(again.body()).isEqualTo(first.body());
        }
        assertThat(answered)
                .allSatisfy(reply -> assertThat(reply.is(status).body()).isEqualTo(first.body()));
        return first;
    }

    private static boolean isStillRunning(Reply reply) {
        return reply.status() == 409 && reply.text("/type").equals("urn:headroom:problem:conflict");
    }

    private Api keyedAt(int number, String key) {
        return servers.get(number % servers.size()).with("Idempotency-Key", key);
    }

    private List<JsonNode> live() {
        return api.all("quotas/" + team + "/allocations");
    }

    private List<JsonNode> history(String operation) {
        return api.all("quotas/" + team + "/history?operation=" + operation);
    }
}
