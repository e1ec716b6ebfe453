package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tree whose row is held by another: its callers wait, those that are too many are told so, and nobody else notices. */
class ThrottlingIT {
    /** Callers that one lane admits (docs/decisions/0006), and some more. */
    private static final int ADMITTED = 272;

    private static final int TOO_MANY = 20;

    /** What a caller who does not have to wait needs at most, on a machine that has other things to do as well. */
    private static final Duration PROMPTLY = Duration.ofSeconds(3);

    private final Api api = Product.running().api();
    private final Api elsewhere = Product.running().api();
    private final UUID busy = api.quota("team", "busy", "100000", null);
    private final UUID quiet = elsewhere.quota("team", "quiet", "100000", null);
    private final ExecutorService callers = Executors.newFixedThreadPool(ADMITTED + TOO_MANY);

    @AfterEach
    void nobodyCallsOnIntoTheNextTest() {
        callers.shutdownNow();
    }

    @Test
    void whoIsTooManyIsToldAtOnceWhileTheOthersWaitAndOtherTreesAreServed() throws SQLException {
        aServerThatHasServedBefore();
        double throttledBefore = metric("headroom_throttled_total");
        List<CompletableFuture<Reply>> answers = new ArrayList<>();
        try (Connection holder = Product.running().database().asOwner();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select from quota_trees where tenant_id = '" + api.tenant() + "' for update");
            for (int i = 0; i < ADMITTED + TOO_MANY; i++) {
                String job = "job-" + i;
                answers.add(CompletableFuture.supplyAsync(() -> api.allocate(busy, job, "1"), callers));
            }
            await().atMost(Duration.ofSeconds(8)).until(() -> answered(answers).size() >= TOO_MANY);
            theNextOneIsThrottledWithoutWaiting();
            otherTreesAreServed();
            assertThat(metric("headroom_lane_waiting")).isGreaterThanOrEqualTo(ADMITTED);
            answered(answers).forEach(ThrottlingIT::isThrottled);
            holder.rollback();
        }
        answers.forEach(CompletableFuture::join);
        assertThat(answered(answers).stream().filter(reply -> reply.status() == 201))
                .hasSize(ADMITTED);
        assertThat(metric("headroom_throttled_total")).isEqualTo(throttledBefore + TOO_MANY + 1);
        api.usage(busy).hasNumber("/usage", String.valueOf(ADMITTED + 1));
        api.verify();
    }

    /** Its classes are loaded: hundreds of first requests at once stand in each other's way for seconds. */
    private void aServerThatHasServedBefore() {
        api.allocate(busy, "first", "1").is(201);
    }

    private void theNextOneIsThrottledWithoutWaiting() {
        promptly(() -> isThrottled(api.allocate(busy, "one-more", "1")));
    }

    private void otherTreesAreServed() {
        promptly(() -> elsewhere.allocate(quiet, "job", "1").is(201));
        promptly(() -> api.get("/health/live").is(200));
        promptly(() -> api.usage(busy).hasNumber("/usage", "1"));
    }

    private static void promptly(Runnable request) {
        CompletableFuture<Void> answered = CompletableFuture.runAsync(request);
        await().atMost(PROMPTLY).until(answered::isDone);
        answered.join();
    }

    private static void isThrottled(Reply reply) {
        reply.isProblem(429, "throttled");
        assertThat(reply.header("Retry-After")).contains("1");
    }

    private static List<Reply> answered(List<CompletableFuture<Reply>> answers) {
        return answers.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }

    @Test
    void aLaneTellsWhatItDoes() {
        double batches = metric("headroom_lane_batch_size_count");
        elsewhere.allocate(quiet, "job", "1").is(201);
        assertThat(metric("headroom_lane_batch_size_count")).isGreaterThanOrEqualTo(batches + 1);
        assertThat(metric("headroom_lane_batch_size_sum")).isGreaterThanOrEqualTo(batches + 1);
        assertThat(metric("headroom_lane_wait_seconds_count")).isGreaterThanOrEqualTo(batches + 1);
        assertThat(metric("headroom_lane_transaction_seconds_sum")).isPositive();
        assertThat(metric("headroom_lanes")).isPositive();
        assertThat(metric("headroom_lane_kept_quotas")).isPositive();
        await().atMost(PROMPTLY)
                .untilAsserted(() -> assertThat(metric("headroom_lane_waiting")).isZero());
    }

    @Test
    void aTreeThatAnotherHasChangedIsReadAgain() {
        elsewhere.allocate(quiet, "before", "1").is(201);
        double reloads = metric("headroom_lane_reloads_total");
        Product.running()
                .database()
                .execute("update quota_trees set version = version + 1 where tenant_id = '" + elsewhere.tenant() + "'");
        elsewhere.allocate(quiet, "after", "1").is(201);
        assertThat(metric("headroom_lane_reloads_total")).isGreaterThanOrEqualTo(reloads + 1);
        assertThat(metric("headroom_lane_splits_total")).isNotNegative();
        elsewhere.usage(quiet).hasNumber("/usage", "2");
        elsewhere.verify();
    }

    /** The value of a metric, which must be there. */
    private double metric(String name) {
        List<String> lines = api.get("/metrics")
                .is(200)
                .http()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .toList();
        assertThat(lines).as(name).hasSize(1);
        return Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ')));
    }
}
