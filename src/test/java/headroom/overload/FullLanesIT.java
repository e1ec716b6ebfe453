package headroom.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server of whose threads ten may wait in lanes, without a shedder in front of them. Seven wait for a tree and three for a throttle whose
 * rows another holds: then nobody else waits, and who gives back, or asks for no turn, is served all the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullLanesIT {
    private static final String JOB = "{\"job_type\":\"import\",\"source\":\"git\"}";

    @TempDir
    private static Path directory;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    private TestServer server;
    private Api busy;
    private Api other;

    @BeforeAll
    void start() {
        server = TestServer.launch(
                        directory,
                        Product.running().database(),
                        Map.of("HEADROOM_SHEDDER", "off", "HEADROOM_CALLERS_WAITING", "10"))
                .awaitReady();
        busy = tenant();
        other = tenant();
    }

    @AfterAll
    void stop() {
        callers.shutdownNow();
        server.close();
    }

    private Api tenant() {
        return new Api(server.url()).forTenant("f" + UUID.randomUUID()).register();
    }

    @Test
    void whoGivesBackIsServedAndNobodyElseWaits() throws SQLException {
        UUID blocked = busy.quota("team", "busy", "1000", null);
        busy.allocate(blocked, "warm", "1").is(201);
        busy.post("throttles", "{\"job_type\":\"*\",\"source\":\"*\",\"max_active\":1000}")
                .is(201);
        UUID quota = other.quota("team", "other", "1000", null);
        UUID held = other.allocate(quota, "held", "1").is(201).id();
        String permit = other.post("permits", JOB).is(201).text("/permit_id");
        try (Connection holder = Product.running().database().asOwner();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select from quota_trees where tenant_id = '" + busy.tenant() + "' for update");
            statement.execute("select from throttles where tenant_id = '" + busy.tenant() + "' for update");
            for (int i = 0; i < 7; i++) {
                String job = "waits-" + i;
                waits(() -> busy.allocate(blocked, job, "1"));
            }
            awaitWaiting("headroom_lane_waiting 7.0");
            for (int i = 0; i < 3; i++) {
                waits(() -> busy.post("permits", JOB));
            }
            awaitWaiting("headroom_permit_waiting 3.0");

            other.allocate(quota, "one more", "1").isProblem(429, "throttled");
            other.post("permits", JOB).isProblem(429, "throttled");
            other.release(held).is(200);
            other.post("permits/" + permit + "/end", "{\"outcome\":\"success\"}")
                    .is(200);
            other.get("/health/ready").is(200);
            other.usage(quota);
            waitsInLine(quota);
            theTimerGoesOn();
            holder.rollback();
        }
        waiting.forEach(reply -> reply.join().is(201));
        other.allocate(quota, "again", "1").is(201);
        other.post("permits", JOB).is(201);
        busy.verify();
    }

    /** As one that came before the lanes were full. */
    private void waitsInLine(UUID quota) {
        Product.running()
                .database()
                .execute(
                        "insert into waiting_requests (tenant_id, id, quota_id, tree_id, resource_type, job_id, amount, hold,"
                                + " since, deadline, state)"
                                + " select tenant_id, gen_random_uuid(), id, tree_id, resource_type, 'later', 2000, 'active',"
                                + " clock_timestamp(), clock_timestamp() + interval '10 min', 'waiting'"
                                + " from quotas where id = '" + quota + "'");
    }

    /** Though a request waits for a tree whose lane lets nobody in. */
    private void theTimerGoesOn() {
        double succeeded = ticks("succeeded");
        double failed = ticks("failed");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ticks("succeeded") + ticks("failed") >= succeeded + failed + 4);
        assertThat(ticks("failed")).isEqualTo(failed);
    }

    private double ticks(String result) {
        String metric = "headroom_timer_ticks_total{result=\"" + result + "\"} ";
        return other.get("/metrics")
                .http()
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .sum();
    }

    private void waits(Supplier<Reply> call) {
        waiting.add(CompletableFuture.supplyAsync(call, callers));
    }

    private void awaitWaiting(String metric) {
        await().atMost(Duration.ofSeconds(8))
                .until(() -> other.get("/metrics").http().body().lines().anyMatch(metric::equals));
    }
}
