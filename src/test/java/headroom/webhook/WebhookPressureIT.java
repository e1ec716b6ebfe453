package headroom.webhook;

import static headroom.webhook.Hooks.LOOPBACK;
import static headroom.webhook.Hooks.await;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that asks for less is asked less, its tenant is told, and the limiter before it shows what it made of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookPressureIT {
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
    void retryAfterIsWaitedForAndTold() {
        Api api = tenant(server);
        Api other = tenant(server);
        try (Receiver receiver = new Receiver().answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "20");
            Receiver.answer(exchange, 429, "slowly");
        })) {
            UUID webhook = register(api, receiver.url());
            UUID theirs = register(other, receiver.url());
            api.post("webhooks/" + webhook + "/test", null).is(202);
            Instant begin = Instant.now();
            JsonNode pressure = await(() -> api.get("pressure").is(200).body(), rows -> !rows.isEmpty());
            String target = "127.0.0.1:" + receiver.port();
            assertThat(pressure.at("/0/kind").asText()).isEqualTo("webhook");
            assertThat(pressure.at("/0/target").asText()).contains(target);
            assertThat(pressure.at("/0/level").asText()).isEqualTo("hard");
            assertThat(pressure.at("/0/refusals").asInt()).isEqualTo(1);
            assertThat(Instant.parse(pressure.at("/0/until").asText()))
                    .isBetween(begin.plusSeconds(15), Instant.now().plusSeconds(22));
            String name = pressure.at("/0/target").asText();
            assertThat(api.get("pressure?target=" + name).is(200).body()).hasSize(1);
            assertThat(api.get("pressure?target=another").is(200).body()).isEmpty();
            assertThat(api.get("quotas").is(200).header("Headroom-Pressure")).contains("hard");
            assertThat(other.get("pressure").is(200).body()).isEmpty();
            assertThat(other.get("quotas").is(200).header("Headroom-Pressure")).isEmpty();

            nothingIsSentMeanwhile(api, webhook, receiver);
            aLimiterShowsIt(api, name);

            receiver.answering(204);
            other.post("webhooks/" + theirs + "/test", null).is(202);
            await(receiver::heard, heard -> heard.size() == 2);
            await(() -> api.get("pressure").is(200).body(), JsonNode::isEmpty);
            assertThat(receiver.heard()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(api.get("quotas").is(200).header("Headroom-Pressure")).isEmpty();
        }
    }

    private static void nothingIsSentMeanwhile(Api api, UUID webhook, Receiver receiver) {
        for (int i = 0; i < 5; i++) {
            api.post("webhooks/" + webhook + "/test", null).is(202);
        }
        org.awaitility.Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(6))
                .until(() -> receiver.heard().size() == 1);
        assertThat(api.get("/metrics").http().body())
                .contains("headroom_guard_calls_total{kind=\"webhook\",result=\"pressed\"}");
    }

    private static void aLimiterShowsIt(Api api, String target) {
        Api platform = api.asPlatform();
        List<JsonNode> mine = new ArrayList<>();
        for (JsonNode limiter : platform.all("limiters?limit=1")) {
            if (limiter.path("tenant").asText().equals(api.tenant())) {
                mine.add(limiter);
            }
        }
        assertThat(mine).singleElement().satisfies(limiter -> {
            assertThat(limiter.path("kind").asText()).isEqualTo("webhook");
            assertThat(limiter.path("target").asText()).isEqualTo(target);
            assertThat(limiter.path("algorithm").asText()).isEqualTo("gradient2");
            assertThat(limiter.path("allowed").asInt()).isZero();
            assertThat(limiter.path("limit").asInt())
                    .isLessThan(limiter.path("most").asInt());
            assertThat(limiter.path("in_flight").asInt()).isZero();
        });
        String name = mine.get(0).path("name").asText();
        platform.get("limiters/" + name).is(200).hasText("/target", target);
        JsonNode decisions =
                platform.get("limiters/" + name + "/decisions").is(200).body();
        assertThat(decisions).hasSize(1);
        assertThat(decisions.at("/0/dropped").asInt()).isEqualTo(1);
        assertThat(decisions.at("/0/lowered").asInt()).isEqualTo(1);
    }
}
