package headroom.webhook;

import static headroom.webhook.Hooks.LOOPBACK;
import static headroom.webhook.Hooks.SECRET;
import static headroom.webhook.Hooks.await;
import static headroom.webhook.Hooks.awaitState;
import static headroom.webhook.Hooks.first;
import static headroom.webhook.Hooks.log;
import static headroom.webhook.Hooks.register;
import static headroom.webhook.Hooks.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.testing.Api;
import headroom.testing.Reply;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries to real receivers, and what they answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookDeliveryIT {
    @TempDir
    private static Path directory;

    private TestDatabase database;
    private TestServer server;
    private SSLContext trusted;
    private SSLContext ofAnotherName;
    private SSLContext untrusted;

    @BeforeAll
    void start() throws Exception {
        Certificates certificates = new Certificates(directory.resolve("certificates"));
        trusted = certificates.of("localhost", true);
        ofAnotherName = certificates.of("hooks.example", true);
        untrusted = certificates.of("localhost", false);
        Map<String, String> settings = new TreeMap<>(LOOPBACK);
        settings.putAll(certificates.environment());
        database = TestDatabase.start(directory.resolve("database"));
        server = TestServer.launch(directory.resolve("server"), database, settings)
                .awaitReady();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    @Test
    void aPingArrivesSignedAndStandsInTheLog() throws IOException {
        Api api = tenant(server);
        try (Receiver receiver = new Receiver()) {
            UUID webhook = register(api, receiver.url());
            Reply ping = api.post("webhooks/" + webhook + "/test", null).is(202).hasText("/state", "pending");
            Receiver.Heard heard = first(receiver);
            assertThat(heard.isSignedWith(SECRET)).isTrue();
            assertThat(heard.isSignedWith(SECRET + "x")).isFalse();
            assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(heard.timestamp())), Instant.now()))
                    .isLessThan(Duration.ofSeconds(30));
            assertThat(heard.path()).isEqualTo("/hook?of=" + receiver.port());
            assertThat(heard.host()).isEqualTo("127.0.0.1:" + receiver.port());
            assertThat(heard.contentType()).startsWith("application/cloudevents+json");
            assertThat(heard.id()).isEqualTo(ping.text("/event_id"));
            assertThat(heard.type()).isEqualTo("headroom.webhook.ping");
            JsonNode event = new ObjectMapper().readTree(heard.body());
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("id").asText()).isEqualTo(heard.id());
            assertThat(event.path("type").asText()).isEqualTo(heard.type());
            assertThat(event.path("tenant").asText()).isEqualTo(api.tenant());
            JsonNode delivery = awaitState(api, webhook, "delivered");
            assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
            assertThat(delivery.path("status").asInt()).isEqualTo(204);
            assertThat(delivery.path("last_error").isNull()).isTrue();
            assertThat(delivery.path("next_attempt_at").isNull()).isTrue();
            assertThat(api.get("webhooks/" + webhook + "/deliveries?state=failed")
                            .is(200)
                            .body())
                    .isEmpty();
            assertThat(api.get("audit?action=webhook.test").is(200).body()).hasSize(1);
            assertThat(api.get("/metrics").http().body())
                    .contains("headroom_webhook_attempts_total{result=\"delivered\"}")
                    .contains("headroom_guard_calls_total{kind=\"webhook\",result=\"answered\"}");
        }
    }

    @Test
    void alertsArriveUnlessTheyAreMuted() {
        Api api = tenant(server);
        try (Receiver receiver = new Receiver()) {
            UUID webhook = register(api, receiver.url());
            api.put("breakers/scanner", "{}").is(201);
            api.post("breakers/scanner/force", "{\"mode\":\"metrics_only\"}").is(200);
            Receiver.Heard forced = first(receiver);
            assertThat(forced.type()).isEqualTo("headroom.breaker.forced");
            assertThat(forced.body()).contains("\"tenant\":\"" + api.tenant() + "\"", forced.id());
            String alert = api.all("alerts").get(0).path("id").asText();
            assertThat(alert).isEqualTo(forced.id());
            String until = Instant.now().plusSeconds(600).toString();
            api.post("alerts/" + alert + "/mute", "{\"until\":\"" + until + "\"}")
                    .is(200);
            api.delete("breakers/scanner/force").is(200);
            UUID team = api.quota("team", "told", "100", null);
            api.allocate(team, "job", "80").is(201);
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(api.all("webhooks/" + webhook + "/deliveries").stream()
                                    .map(delivery -> delivery.path("event_type").asText()))
                            .containsExactlyInAnyOrder("headroom.breaker.forced", "headroom.quota.threshold"));
            assertThat(api.all("alerts?state=cleared")).hasSize(1);
        }
    }

    @Test
    void overTlsTheCertificateMustBeTheNamesThatWasAskedFor() {
        Api api = tenant(server);
        try (Receiver well = new Receiver(trusted);
                Receiver another = new Receiver(ofAnotherName);
                Receiver unknown = new Receiver(untrusted)) {
            UUID delivered = register(api, "https://localhost:" + well.port() + "/");
            api.post("webhooks/" + delivered + "/test", null).is(202);
            assertThat(first(well).isSignedWith(SECRET)).isTrue();
            assertThat(awaitState(api, delivered, "delivered").path("attempts").asInt())
                    .isEqualTo(1);
            for (Receiver wrong : List.of(another, unknown)) {
                UUID webhook = register(api, "https://localhost:" + wrong.port() + "/");
                api.post("webhooks/" + webhook + "/test", null).is(202);
                JsonNode row = await(
                        () -> log(api, webhook).path(0),
                        it -> it.path("attempts").asInt() == 1);
                assertThat(row.path("last_error").asText()).startsWith("TLS: ");
                assertThat(wrong.heard()).isEmpty();
            }
        }
    }

    @Test
    void whatIsRefusedIsToldAgainUnderTheSameIdAndSignedAnew() {
        Api api = tenant(server);
        AtomicInteger asked = new AtomicInteger();
        try (Receiver receiver = new Receiver()
                .answering(
                        exchange -> Receiver.answer(exchange, asked.incrementAndGet() < 2 ? 503 : 200, "told you"))) {
            UUID webhook = register(api, receiver.url());
            api.post("webhooks/" + webhook + "/test", null).is(202);
            first(receiver);
            JsonNode waiting = await(
                    () -> log(api, webhook).path(0), row -> row.path("attempts").asInt() == 1);
            assertThat(waiting.path("state").asText()).isEqualTo("pending");
            assertThat(waiting.path("status").asInt()).isEqualTo(503);
            assertThat(waiting.path("last_error").asText()).isEqualTo("answered 503");
            assertThat(waiting.path("answer").asText()).isEqualTo("told you");
            Duration pause = Duration.between(
                    Instant.parse(waiting.path("attempted_at").asText()),
                    Instant.parse(waiting.path("next_attempt_at").asText()));
            assertThat(pause).isBetween(Duration.ofMillis(2_400), Duration.ofMillis(5_100));
            JsonNode delivered = awaitState(api, webhook, "delivered");
            assertThat(delivered.path("attempts").asInt()).isEqualTo(2);
            assertThat(receiver.heard()).hasSize(2).allMatch(heard -> heard.isSignedWith(SECRET));
            assertThat(receiver.heard().get(0).id())
                    .isEqualTo(receiver.heard().get(1).id());
            assertThat(receiver.heard().get(0).timestamp())
                    .isNotEqualTo(receiver.heard().get(1).timestamp());
        }
    }

    @Test
    void aReceiverThatIsGoneHearsNoMore() {
        Api api = tenant(server);
        try (Receiver receiver = new Receiver().answering(410)) {
            UUID webhook = register(api, receiver.url());
            api.post("webhooks/" + webhook + "/test", null).is(202);
            assertThat(awaitState(api, webhook, "failed").path("status").asInt())
                    .isEqualTo(410);
            assertThat(api.get("webhooks/" + webhook).is(200).text("/disabled_why"))
                    .contains("410");
            api.post("webhooks/" + webhook + "/test", null).isProblem(409, "conflict");
            assertThat(api.get("audit?action=webhook.disable").is(200).body()).hasSize(1);
            assertThat(receiver.heard()).hasSize(1);
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        Api api = tenant(server);
        try (Receiver other = new Receiver();
                Receiver receiver = new Receiver().answering(exchange -> {
                    exchange.getResponseHeaders().set("Location", other.url());
                    Receiver.answer(exchange, 307, "");
                })) {
            UUID webhook = register(api, receiver.url());
            api.post("webhooks/" + webhook + "/test", null).is(202);
            JsonNode row = await(
                    () -> log(api, webhook).path(0), it -> it.path("attempts").asInt() == 1);
            assertThat(row.path("status").asInt()).isEqualTo(307);
            assertThat(row.path("state").asText()).isEqualTo("pending");
            assertThat(other.heard()).isEmpty();
        }
    }

    @Test
    void ofAnEndlessAnswerNoMoreIsTakenThanIsKept() {
        Api api = tenant(server);
        try (Receiver receiver = new Receiver().answering(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] much = "no\u0000\u001b[31m ".repeat(2_000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(much);
            }
        })) {
            UUID webhook = register(api, receiver.url());
            api.post("webhooks/" + webhook + "/test", null).is(202);
            JsonNode row = await(
                    () -> log(api, webhook).path(0), it -> it.path("attempts").asInt() == 1);
            assertThat(row.path("status").asInt()).isEqualTo(500);
            assertThat(row.path("answer").asText()).hasSizeBetween(1_000, 1_024).doesNotContain("\u0000", "\u001b");
            assertThat(row.path("duration_ms").asInt()).isLessThan(5_000);
        }
    }
}
