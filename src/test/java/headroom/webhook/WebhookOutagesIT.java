package headroom.webhook;

import static headroom.webhook.Hooks.LOOPBACK;
import static headroom.webhook.Hooks.await;
import static headroom.webhook.Hooks.awaitState;
import static headroom.webhook.Hooks.body;
import static headroom.webhook.Hooks.first;
import static headroom.webhook.Hooks.has;
import static headroom.webhook.Hooks.hold;
import static headroom.webhook.Hooks.log;
import static headroom.webhook.Hooks.register;
import static headroom.webhook.Hooks.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries while receivers hang, servers are killed and names lead elsewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookOutagesIT {
    @TempDir
    private static Path directory;

    private TestDatabase database;
    private TestServer server;

    @BeforeAll
    void start() {
        database = TestDatabase.start(directory.resolve("database"));
        server = TestServer.launch(directory.resolve("server"), database, LOOPBACK)
                .awaitReady();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
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

    @Test
    void whatIsADayOldIsGivenUpAndWhatEndedLongAgoIsForgotten() {
        Api api = tenant(server);
        try (Receiver ill = new Receiver().answering(503);
                Receiver well = new Receiver()) {
            UUID tried = register(api, ill.url());
            UUID disabled = register(api, ill.url());
            UUID arrived = register(api, well.url());
            for (UUID webhook : List.of(tried, disabled, arrived)) {
                api.post("webhooks/" + webhook + "/test", null).is(202);
            }
            await(() -> log(api, disabled).path(0), row -> row.path("attempts").asInt() >= 1);
            api.put("webhooks/" + disabled, "{\"enabled\":false}").is(200);
            database.execute(
                    "update webhook_deliveries set created_at = created_at - interval '25 hours' where state = 'pending'"
                            + " and webhook_id in ('" + tried + "', '" + disabled + "')");
            assertThat(awaitState(api, tried, "failed").path("last_error").asText())
                    .isEqualTo("answered 503");
            // This one nobody tries any more; now and then what is left over is given up.
            int attempts = log(api, disabled).path(0).path("attempts").asInt();
            JsonNode left = awaitState(api, disabled, "failed");
            assertThat(left.path("attempts").asInt()).isEqualTo(attempts);
            awaitState(api, arrived, "delivered");
            database.execute(
                    "update webhook_deliveries set ended_at = ended_at - interval '8 days' where webhook_id in ('"
                            + tried + "', '" + arrived + "')");
            await(() -> log(api, arrived), JsonNode::isEmpty);
            assertThat(log(api, tried)).as("what failed is kept longer").hasSize(1);
        }
    }
}
