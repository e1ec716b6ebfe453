package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rule A6. */
class IdempotencyIT {
    private final Api api = Product.running().api();
    private final UUID team = api.quota("team", "ml", "60", null);

    @Test
    void theSameRequestWithTheSameKeyIsAnsweredAsTheFirst() {
        Api keyed = api.with("Idempotency-Key", "key-1");
        Reply first = keyed.allocate(team, "job", "5").is(201);
        Reply again = keyed.allocate(team, "job", "5").is(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        api.usage(team).hasNumber("/usage", "5");
        api.release(first.id()).is(200);
        assertThat(keyed.allocate(team, "job", "5").is(201).body()).isEqualTo(first.body());
        api.usage(team).hasNumber("/usage", "0");
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        Api keyed = api.with("Idempotency-Key", "key-1");
        UUID allocation = keyed.allocate(team, "job", "5", ",\"state\":\"reserved\"")
                .is(201)
                .id();
        keyed.allocate(team, "job", "6").isProblem(422, "idempotency-key-reused");
        keyed.post("allocations/" + allocation + "/commit", null).isProblem(422, "idempotency-key-reused");
        api.with("Idempotency-Key", "k".repeat(256)).allocate(team, "x", "1").blames("Idempotency-Key");
        api.with("Idempotency-Key", "k".repeat(255)).allocate(team, "x", "1").is(201);
    }

    @Test
    void aDenialIsRememberedToo() {
        Api keyed = api.with("Idempotency-Key", "key-1");
        UUID first = api.allocate(team, "big", "60").is(201).id();
        Reply denied = keyed.allocate(team, "job", "5").isProblem(409, "quota-exceeded");
        api.release(first).is(200);
        assertThat(keyed.allocate(team, "job", "5")
                        .isProblem(409, "quota-exceeded")
                        .body())
                .isEqualTo(denied.body());
        api.allocate(team, "job", "5").is(201);
    }

    @Test
    void everyPostHasIt() {
        Api keyed = api.with("Idempotency-Key", "key-a");
        Reply made = keyed.createQuota("team", "b", "concurrent_gpus", "1", "").is(201);
        Reply again = keyed.createQuota("team", "b", "concurrent_gpus", "1", "").is(201);
        assertThat(again.id()).isEqualTo(made.id());
        assertThat(again.header("ETag")).isEqualTo(made.header("ETag"));
        UUID reserved =
                api.allocate(team, "r", "5", ",\"state\":\"reserved\"").is(201).id();
        keyed = api.with("Idempotency-Key", "key-b");
        keyed.post("allocations/" + reserved + "/commit", "{\"amount\":3}").is(200);
        keyed.post("allocations/" + reserved + "/commit", "{\"amount\":3}")
                .is(200)
                .hasNumber("/version", "1");
        keyed = api.with("Idempotency-Key", "key-c");
        String batch = "{\"mode\":\"atomic\",\"items\":[{\"quota_id\":\"%s\",\"job_id\":\"z\",\"requested_value\":1}]}"
                .formatted(team);
        Reply first = keyed.post("allocations/batch", batch).is(201);
        assertThat(keyed.post("allocations/batch", batch).is(201).body()).isEqualTo(first.body());
    }

    @Test
    void ofManyAtOnceOneTakesEffect() throws InterruptedException, ExecutionException {
        Api keyed = api.with("Idempotency-Key", "storm");
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Integer> statuses = callers
                    .invokeAll(IntStream.range(0, 64)
                            .<java.util.concurrent.Callable<Integer>>mapToObj(
                                    i -> () -> keyed.allocate(team, "job", "5").status())
                            .toList())
                    .stream()
                    .map(IdempotencyIT::result)
                    .toList();
            assertThat(statuses).containsAnyOf(201).allMatch(status -> status == 201 || status == 409);
        } finally {
            callers.shutdown();
        }
        keyed.allocate(team, "job", "5").is(201);
        api.usage(team).hasNumber("/usage", "5");
    }

    private static int result(java.util.concurrent.Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
