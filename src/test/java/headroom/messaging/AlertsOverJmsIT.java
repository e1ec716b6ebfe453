package headroom.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.testing.Api;
import headroom.testing.TestBroker;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts through a real broker: to the documentation's own example in another process, and to the list in the service. */
class AlertsOverJmsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private TestDatabase database;
    private TestBroker broker;
    private TestServer server;
    private Api api;

    @BeforeEach
    void start() {
        database = TestDatabase.start(directory.resolve("database"));
        broker = new TestBroker(directory.resolve("broker"));
        broker.start();
        Map<String, String> settings = new HashMap<>(broker.environment());
        settings.put("HEADROOM_FORECAST_SECONDS", "1");
        server = TestServer.launch(directory.resolve("server"), database, settings)
                .awaitReady();
        api = new Api(server.url()).forTenant("default");
    }

    @AfterEach
    void stop() {
        server.close();
        broker.close();
        database.close();
    }

    @Test
    void anotherProcessHearsAnAlertWithinTwoSecondsOfItsCause() throws Exception {
        UUID team = api.quota("team", "heard", "100", null);
        Process listener = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Path.of("docs", "examples", "HearAlerts.java")
                                .toAbsolutePath()
                                .toString(),
                        broker.url())
                .start();
        try (BufferedReader out = listener.inputReader(StandardCharsets.UTF_8);
                BufferedReader err =
                        new BufferedReader(new InputStreamReader(listener.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = err.readLine(); !"listening".equals(line); line = err.readLine()) {
                assertThat(line).as("the example ended").isNotNull();
            }
            CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> firstLine(out));
            api.allocate(team, "a", "80").is(201);
            String heard = line.get(2, TimeUnit.SECONDS);
            JsonNode event = JSON.readTree(heard.substring(heard.indexOf(' ')));
            assertThat(heard).startsWith(event.path("id").asText());
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("type").asText()).isEqualTo("headroom.quota.threshold");
            assertThat(event.path("subject").asText()).isEqualTo("quota/" + team);
            assertThat(event.path("source").asText()).endsWith("/tenants/default");
            assertThat(event.path("tenant").asText()).isEqualTo("default");
            assertThat(event.path("data").path("threshold").asText()).isEqualTo("80");
            assertThat(event.path("data").path("utilization_percent").decimalValue())
                    .isEqualByComparingTo("80");
        } finally {
            listener.destroyForcibly().waitFor();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(api.all("alerts")).hasSize(1));
    }

    @Test
    void whatMakesNoSenseBecomesADeadLetterAndHoldsNobodyUp() {
        List<String> poison = List.of(
                "not json",
                "{}",
                "[1]",
                "{\"specversion\":\"1.0\",\"id\":\"x\",\"type\":\"headroom.quota.threshold\",\"data\":{}}",
                """
                {"specversion":"1.0","id":"%s","type":"headroom.quota.threshold","subject":"quota/1","time":"2026-01-01T00:00:00Z",
                 "tenant":"nobody","data":{"key":"k","severity":"warning","title":"of no tenant"}}""".formatted(UUID.randomUUID()));
        UUID team = api.quota("team", "before and behind", "100", null);
        api.allocate(team, "a", "80").is(201);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.all("alerts")).hasSize(1));
        poison.forEach(body -> broker.send("headroom.alerts", body));
        api.allocate(team, "b", "15").is(201);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.all("alerts")).hasSize(2));
        List<JsonNode> dead = new ArrayList<>(api.asPlatform().all("alerts/dead-letters"));
        assertThat(dead).hasSize(poison.size());
        assertThat(dead.stream().map(letter -> letter.path("body").asText()))
                .containsExactlyInAnyOrderElementsOf(poison);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(api.get("/metrics").http().body().toString())
                                .contains("headroom_alert_dead_letters 5.0"));
    }

    @Test
    void aQuotaThatFillsIsForeseenToExhaust() throws Exception {
        UUID team = api.quota("team", "filling", "100000", null);
        api.quota("team", "standing", "100", null);
        for (int i = 0; i < 12; i++) {
            api.allocate(team, "job " + i, "10").is(201);
            Thread.sleep(1_000);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(api.all("alerts?type=headroom.quota.forecast"))
                        .hasSize(1));
        JsonNode alert = api.all("alerts").get(0);
        assertThat(alert.path("subject").asText()).isEqualTo("quota/" + team);
        assertThat(alert.path("details").path("exhausts_at").isTextual()).isTrue();
        api.put("quotas/" + team, "{\"limit_value\":1000000000000}").is(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(api.all("alerts")).isEmpty());
    }

    @Test
    void whatIsReleasedIsNotForeseenToExhaustAnyMore() throws Exception {
        UUID team = api.quota("team", "emptied", "100000", null);
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jobs.add(api.allocate(team, "job " + i, "10").is(201).id());
            Thread.sleep(1_000);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(api.all("alerts?type=headroom.quota.forecast"))
                        .hasSize(1));
        jobs.forEach(api::release);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(api.all("alerts")).isEmpty());
    }

    private static String firstLine(BufferedReader out) {
        try {
            return out.readLine();
        } catch (java.io.IOException ended) {
            throw new java.io.UncheckedIOException(ended);
        }
    }
}
