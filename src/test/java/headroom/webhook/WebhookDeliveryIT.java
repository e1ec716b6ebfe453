package headroom.webhook;

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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries to real receivers, well and ill ones, by servers that are killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookDeliveryIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> LOOPBACK = Map.of("HEADROOM_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8, ::1");

    /** What a dead server had leased is another's after 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    @Test
    void receiversThatHangKeepNobodyElseWaiting() throws Exception {
        Api api = tenant(server);
        CountDownLatch over = new CountDownLatch(1);
        try (Receiver hanging = new Receiver().answering(exchange -> hold(over));
                Receiver well = new Receiver()) {
            UUID ill = register(api, hanging.url());
            UUID good = register(api, well.url());
            for (int i = 0; i < 60; i++) {
                api.post("webhooks/" + ill + "/test", null).is(202);
            }
            await(hanging::heard, heard -> heard.size() >= 4);
            for (int i = 0; i < 10; i++) {
                Instant begin = Instant.now();
                api.post("webhooks/" + good + "/test", null).is(202);
                int sofar = i;
                await(well::heard, heard -> heard.size() > sofar);
                assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
            }
            // Of those that hang no more than four are held at once, and then they are left alone.
            JsonNode row = await(
                    () -> log(api, ill),
                    rows -> has(
                            rows,
                            it -> it.path("attempts").asInt() == 1
                                    && it.path("last_error").asText().startsWith("no answer")));
            assertThat(row).hasSize(60);
            await(
                    () -> api.get("/metrics").http().body(),
                    metrics -> metrics.contains("headroom_guard_transitions_total{kind=\"webhook\",state=\"open\"}"));
            assertThat(hanging.heard()).hasSizeLessThanOrEqualTo(12);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aServerThatIsKilledWhileItDeliversDeliversAgainUnderTheSameId() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        TestServer mortal = TestServer.launch(directory.resolve("mortal"), database, LOOPBACK);
        try (mortal;
                Receiver receiver = new Receiver().answering(exchange -> {
                    if (asked.incrementAndGet() == 1) {
                        hold(over);
                    }
                    Receiver.answer(exchange, 200, "");
                })) {
            mortal.awaitReady();
            Api api = tenant(mortal);
            UUID webhook = register(api, receiver.url());
            // Nobody else may be there to deliver it.
            server.kill();
            api.post("webhooks/" + webhook + "/test", null).is(202);
            first(receiver);
            mortal.kill();
            mortal.launch();
            mortal.awaitReady();
            JsonNode delivered = awaitState(api, webhook, "delivered");
            assertThat(delivered.path("attempts").asInt())
                    .as("the first one told nobody")
                    .isEqualTo(1);
            assertThat(receiver.heard()).hasSize(2);
            assertThat(receiver.heard().get(0).id())
                    .isEqualTo(receiver.heard().get(1).id())
                    .isEqualTo(delivered.path("event_id").asText());
        } finally {
            over.countDown();
            server.launch();
            server.awaitReady();
        }
    }

    @Test
    void twoServersDeliverEachEventOnce() {
        Api api = tenant(server);
        try (TestServer second = TestServer.launch(directory.resolve("second"), database, LOOPBACK)
                        .awaitReady();
                Receiver receiver = new Receiver()) {
            UUID webhook = register(api, receiver.url());
            for (int i = 0; i < 40; i++) {
                (i % 2 == 0 ? api : api.at(second))
                        .post("webhooks/" + webhook + "/test", null)
                        .is(202);
            }
            await(
                    () -> api.get("webhooks/" + webhook + "/deliveries?state=delivered")
                            .is(200)
                            .body(),
                    rows -> rows.size() == 40);
            assertThat(receiver.heard().stream().map(Receiver.Heard::id))
                    .hasSize(40)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aNameIsJudgedAgainAtEachAttempt() {
        Api api = tenant(server);
        try (Receiver receiver = new Receiver()) {
            UUID webhook = register(api, "http://localhost:" + receiver.port() + "/by-name");
            api.post("webhooks/" + webhook + "/test", null).is(202);
            assertThat(first(receiver).host()).isEqualTo("localhost:" + receiver.port());
            awaitState(api, webhook, "delivered");
            // As if the name led elsewhere now: to the one server that is left its addresses are no longer allowed.
            server.kill();
            try (TestServer strict =
                    TestServer.launch(directory.resolve("strict"), database).awaitReady()) {
                Api there = api.at(strict);
                there.post("webhooks/" + webhook + "/test", null).is(202);
                JsonNode row = await(
                        () -> log(there, webhook).path(0),
                        it -> it.path("attempts").asInt() == 1);
                assertThat(row.path("last_error").asText())
                        .contains("not allowed")
                        .doesNotContain("127.0.0.1");
                assertThat(receiver.heard()).hasSize(1);
                there.post("webhooks", body("http://localhost:" + receiver.port() + "/"))
                        .blames("url");
            }
        } finally {
            server.launch();
            server.awaitReady();
        }
    }

    private static Api tenant(TestServer at) {
        return new Api(at.url()).forTenant("w" + UUID.randomUUID()).register();
    }

    private static UUID register(Api api, String url) {
        return api.post("webhooks", body(url)).is(201).id();
    }

    private static String body(String url) {
        return "{\"url\":\"%s\",\"events\":[\"*\"],\"secret\":\"%s\"}".formatted(url, SECRET);
    }

    private static JsonNode log(Api api, UUID webhook) {
        return api.get("webhooks/" + webhook + "/deliveries").is(200).body();
    }

    private static JsonNode awaitState(Api api, UUID webhook, String state) {
        return await(
                () -> log(api, webhook).path(0),
                row -> row.path("state").asText().equals(state));
    }

    private static Receiver.Heard first(Receiver receiver) {
        return await(receiver::heard, heard -> !heard.isEmpty()).get(0);
    }

    private static boolean has(JsonNode rows, Predicate<JsonNode> sought) {
        return List.of(new ObjectMapper().convertValue(rows, JsonNode[].class)).stream()
                .anyMatch(sought);
    }

    private static <T> T await(Callable<T> what, Predicate<T> condition) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(what, condition);
    }

    private static void hold(CountDownLatch over) {
        try {
            assertThat(over.await(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
