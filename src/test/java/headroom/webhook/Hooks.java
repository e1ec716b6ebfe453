package headroom.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.testing.Api;
import headroom.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What the tests of deliveries have in common: tenants, their webhooks, and patience. */
final class Hooks {
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final Map<String, String> LOOPBACK = Map.of("HEADROOM_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8, ::1");

    /** What a dead server had leased is another's after 30 s; what is old is cleared away once a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Hooks() {}

    static Api tenant(TestServer at) {
        return new Api(at.url()).forTenant("w" + UUID.randomUUID()).register();
    }

    static UUID register(Api api, String url) {
        return api.post("webhooks", body(url)).is(201).id();
    }

    static String body(String url) {
        return "{\"url\":\"%s\",\"events\":[\"*\"],\"secret\":\"%s\"}".formatted(url, SECRET);
    }

    static JsonNode log(Api api, UUID webhook) {
        return api.get("webhooks/" + webhook + "/deliveries").is(200).body();
    }

    static JsonNode awaitState(Api api, UUID webhook, String state) {
        return await(
                () -> log(api, webhook).path(0),
                row -> row.path("state").asText().equals(state));
    }

    static Receiver.Heard first(Receiver receiver) {
        return await(receiver::heard, heard -> !heard.isEmpty()).get(0);
    }

    static boolean has(JsonNode rows, Predicate<JsonNode> sought) {
        return List.of(new ObjectMapper().convertValue(rows, JsonNode[].class)).stream()
                .anyMatch(sought);
    }

    static <T> T await(Callable<T> what, Predicate<T> condition) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(what, condition);
    }

    static void hold(CountDownLatch over) {
        try {
            assertThat(over.await(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
