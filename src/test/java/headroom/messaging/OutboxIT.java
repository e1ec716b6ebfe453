package headroom.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.testing.Api;
import headroom.testing.TestBroker;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages through a real broker that is down, comes, goes and comes back: nothing is lost, nothing comes twice. */
class OutboxIT {
    private static final String HEADS = "headroom.audit.heads";
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @TempDir
    private Path directory;

    @Test
    void whatABrokerMissedItHearsOnceItIsBack() throws Exception {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestBroker broker = new TestBroker(directory.resolve("broker"), HEADS)) {
            Map<String, String> settings = new TreeMap<>(broker.environment());
            settings.put("HEADROOM_AUDIT_ANCHOR_SECONDS", "1");
            try (TestServer server = TestServer.launch(directory.resolve("server"), database, settings)
                    .awaitReady()) {
                Api api = new Api(server.url()).forTenant("default");
                api.quota("team", "one", "10", null);
                await("a message waits", () -> waiting(database) == 1);
                broker.start();
                assertThat(sequences(broker.take(HEADS, 1, PATIENCE))).containsExactly(1L);
                await("the outbox is empty", () -> waiting(database) == 0);

                broker.close();
                api.quota("team", "two", "10", null);
                await("a message waits", () -> waiting(database) == 1);
                server.kill();
                server.launch();
                server.awaitReady();
                api.quota("team", "three", "10", null);
                await("another waits", () -> waiting(database) == 2);
                broker.start();
                List<TextMessage> later = broker.take(HEADS, 2, PATIENCE);
                assertThat(broker.take(HEADS, 1, Duration.ofSeconds(3))).isEmpty();
                assertThat(sequences(later)).containsExactly(2L, 3L);
                assertThat(later.get(0).getStringProperty("tenant")).isEqualTo("default");
                await("the outbox is empty", () -> waiting(database) == 0);
            }
        }
    }

    private static List<Long> sequences(List<TextMessage> messages) throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (TextMessage message : messages) {
            JsonNode head = new ObjectMapper().readTree(message.getText());
            assertThat(head.path("jws").asText().split("\\.")).hasSize(3);
            sequences.add(head.path("sequence").asLong());
        }
        return sequences;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as(what).isBefore(limit);
            Thread.sleep(100);
        }
    }

    private static long waiting(TestDatabase database) throws SQLException {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
