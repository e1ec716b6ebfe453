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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that bears eight requests at once. Requests that stay under way are allocations in a tree whose row is held by another: as many as
 * the test wants, for as long as it wants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SheddingIT {
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final Map<String, String> SMALL =
            Map.of("HEADROOM_SHEDDER_IN_FLIGHT", "8", "HEADROOM_SHEDDER_QUEUE_WAIT_MS", "10000");

    @TempDir
    private static Path directory;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private TestServer server;
    private Api api;
    private Api busy;

    @BeforeAll
    void start() {
        server = TestServer.launch(directory, Product.running().database(), SMALL)
                .awaitReady();
        api = tenant();
        busy = tenant();
    }

    @AfterAll
    void stop() {
        callers.shutdownNow();
        server.close();
    }

    private Api tenant() {
        return new Api(server.url())
                .forTenant("s" + UUID.randomUUID())
                .register()
                .impatient();
    }

    @Test
    @Order(1)
    void theLowestClassGoesFirstReleasesPassAndAllComesBackAfterTheDwell() throws SQLException {
        UUID quota = api.quota("team", "quiet", "1000", null);
        List<UUID> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(api.allocate(quota, "job-" + i, "1").is(201).id());
        }
        UUID blocked = busy.quota("team", "busy", "1000", null);
        busy.allocate(blocked, "warm", "1").is(201);
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        try (Connection holder = Product.running().database().asOwner();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select from quota_trees where tenant_id = '" + busy.tenant() + "' for update");

            underWay(6, blocked, waiting);
            awaitRefused("GET", "quotas", "sheddable", "warning");
            api.usage(quota);
            api.release(held.get(0)).is(200);

            underWay(9, blocked, waiting);
            awaitRefused("GET", "quotas/" + quota + "/usage", "sheddable_plus", "emergency");
            underWay(10, blocked, waiting);
            awaitRefused("POST", "allocations", "critical", "emergency");
            awaitRefused("GET", "quotas", "sheddable", "emergency");
            api.release(held.get(1)).is(200);
            api.get("/health/ready").is(200);
            assertThat(api.get("/health/ready").http().body()).contains("{\"name\":\"load\",\"status\":\"DEGRADED\"}");
            api.asPlatform().get("load").is(200).hasText("/state", "emergency");
            assertThat(api.release(held.get(2)).is(200).header("Headroom-Pressure"))
                    .as("the service presses on everybody")
                    .contains("soft");
            holder.rollback();
        }
        waiting.forEach(reply -> reply.join().is(201));
        Instant free = Instant.now();
        await().atMost(Duration.ofSeconds(30)).until(() -> state().equals("normal"));
        assertThat(Duration.between(free, Instant.now())).isGreaterThan(Duration.ofSeconds(8));
        api.get("quotas").is(200);
        api.allocate(quota, "again", "1").is(201);
        api.verify();
        String metrics = api.get("/metrics").http().body();
        assertThat(metrics).contains("headroom_requests_shed_total{class=\"critical_plus\"} 0.0");
        assertThat(metrics).doesNotContain("headroom_requests_shed_total{class=\"sheddable\"} 0.0");
    }

    private String state() {
        return api.asPlatform().get("load").is(200).text("/state");
    }

    /** Has so many allocations under way that do not end. */
    private void underWay(int wanted, UUID quota, List<CompletableFuture<Reply>> waiting) {
        while (waiting.size() < wanted) {
            String job = "waits-" + waiting.size();
            waiting.add(CompletableFuture.supplyAsync(() -> busy.allocate(quota, job, "1"), callers));
        }
        // What looks at it is a request too, and one more would be too many.
        pause(700);
        await().atMost(SOON)
                .until(() -> api.get("/metrics")
                        .http()
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("headroom_requests_in_flight ")
                                && Double.parseDouble(line.substring(line.indexOf(' '))) > wanted));
    }

    /** The refusal, once it comes; one in a hundred passes. */
    private void awaitRefused(String method, String path, String requestClass, String state) {
        String body = method.equals("POST") ? "{}" : null;
        await().atMost(SOON).untilAsserted(() -> {
            Reply reply = api.send(method, path, body)
                    .isProblem(429, "shed")
                    .hasText("/request_class", requestClass)
                    .hasText("/load_state", state);
            assertThat(Integer.parseInt(reply.header("Retry-After").orElseThrow()))
                    .isBetween(1, 8);
            assertThat(reply.header("Headroom-Pressure")).contains("hard");
        });
    }

    @Test
    @Order(2)
    void withinAClassTheHeavyTenantIsRefusedAndTheQuietOneServed() throws InterruptedException {
        Api heavy = tenant();
        Api quiet = tenant();
        for (Api tenant : List.of(heavy, quiet)) {
            tenant.quota("team", "read", "10", null);
        }
        AtomicInteger heavySent = new AtomicInteger();
        AtomicInteger heavyRefused = new AtomicInteger();
        Instant end = Instant.now().plusSeconds(12);
        List<CompletableFuture<Void>> loads = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            loads.add(CompletableFuture.runAsync(
                    () -> {
                        while (Instant.now().isBefore(end)) {
                            int status = heavy.tryStatus("GET", "quotas", null);
                            heavySent.incrementAndGet();
                            if (status == 429) {
                                heavyRefused.incrementAndGet();
                                pause(20);
                            }
                        }
                    },
                    callers));
        }
        int sent = 0;
        int served = 0;
        pause(3_000);
        while (Instant.now().isBefore(end)) {
            sent++;
            served += quiet.tryStatus("GET", "quotas", null) == 200 ? 1 : 0;
            pause(200);
        }
        loads.forEach(CompletableFuture::join);
        assertThat((double) heavyRefused.get() / heavySent.get())
                .as("the heavy one")
                .isGreaterThan(0.2);
        assertThat((double) served / sent).as("the quiet one, of " + sent).isGreaterThan(0.9);
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
