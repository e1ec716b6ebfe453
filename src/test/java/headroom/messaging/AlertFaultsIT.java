package headroom.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.testing.Api;
import headroom.testing.BrokerProcess;
import headroom.testing.Reply;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import jakarta.jms.TextMessage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker, server and database are killed, one after the other, while alerts are raised; four for each quota. Nothing is lost, the
 * list has each once, the topic has each at least once and in the order of its quota, and a message without sense holds nobody
 * up. {@code -Dheadroom.alerts=20000} for the whole of it.
 */
class AlertFaultsIT {
    private static final int ALERTS_PER_QUOTA = 4;
    private static final int QUOTAS = Integer.getInteger("headroom.alerts") / ALERTS_PER_QUOTA;
    private static final int BATCHES = 12;
    private static final String TOPIC = "headroom.alerts";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private TestDatabase database;
    private BrokerProcess broker;
    private TestServer server;
    private int kills;

    @Test
    void nothingIsLostWhateverDies() throws Exception {
        database = TestDatabase.start(directory.resolve("database"));
        broker = new BrokerProcess(directory.resolve("broker"), TOPIC);
        broker.start();
        server = TestServer.launch(directory.resolve("server"), database, broker.environment());
        try {
            Api api = new Api(server.awaitReady().url()).forTenant("default");
            UUID org = api.quota("organization", "all", "1000000000", null);
            plantTeams(org);
            for (int batch = 0; batch < BATCHES; batch++) {
                fill(api, batch);
                if (batch == BATCHES / 2) {
                    broker.door().send(TOPIC, "makes no sense");
                }
                kill(batch);
            }
            int expected = QUOTAS * ALERTS_PER_QUOTA;
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(count("select count(*) from alerts")).isEqualTo(expected));
            assertThat(count("select count(distinct alert_key) from alerts where state = 'open' and version = 0"))
                    .isEqualTo(expected);
            assertThat(count("select count(*) from alert_events")).isEqualTo(expected);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(count("select count(*) from outbox")).isZero());
            assertThat(count("select count(*) from alert_dead_letters")).isEqualTo(1);
            heardOnTheTopic(expected);
            api.verify();
        } finally {
            server.close();
            broker.close();
            database.close();
        }
    }

    private void plantTeams(UUID org) {
        database.execute("""
                insert into quotas (tenant_id, id, tree_id, parent_id, entity_type, entity_id, resource_type, limit_value,
                                    overcommit_ratio, soft_limit, burst_seconds, created_at, updated_at, version)
                select o.tenant_id, gen_random_uuid(), o.tree_id, o.id, 'team', 'team-' || n, o.resource_type, 100, 1, 50, 900,
                       now(), now(), 1
                from quotas o, generate_series(1, %d) n where o.id = '%s'
                """.formatted(QUOTAS, org), """
                insert into quota_counters (tenant_id, quota_id, burst_as_of)
                select tenant_id, id, now() from quotas where parent_id is not null
                """);
    }

    /** One part of the teams comes to its limit; asked again until it is answered, under one key. */
    private void fill(Api api, int batch) {
        int size = (QUOTAS + BATCHES - 1) / BATCHES;
        List<String> items = IntStream.rangeClosed(batch * size + 1, Math.min(QUOTAS, (batch + 1) * size))
                .mapToObj(n -> """
                        {"entity_type":"team","entity_id":"team-%d","resource_type":"concurrent_gpus","job_id":"j",
                         "requested_value":100}""".formatted(n))
                .toList();
        String body = "{\"mode\":\"atomic\",\"items\":[" + String.join(",", items) + "]}";
        Api keyed = api.with("Idempotency-Key", "batch " + batch);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(answer(keyed, body)).startsWith("201"));
    }

    private static String answer(Api api, String body) {
        try {
            Optional<Reply> reply = api.attempt("POST", "allocations/batch", body);
            return reply.map(one -> one.status() + " " + one.http().body()).orElse("no answer");
        } catch (UncheckedIOException nobodyThere) {
            return "nobody there";
        }
    }

    private void kill(int batch) {
        switch (batch % 4) {
            case 0 -> {
                broker.kill();
                broker.start();
            }
            case 1 -> {
                server.kill();
                server.launch();
                server.awaitReady();
            }
            case 2 -> database.killAndRestart();
            default -> {
                return;
            }
        }
        kills++;
    }

    private void heardOnTheTopic(int expected) throws Exception {
        List<TextMessage> messages = broker.door().take(TOPIC, expected + 1, Duration.ofSeconds(5));
        Set<String> ids = new HashSet<>();
        Map<String, Long> lastOfSubject = new HashMap<>();
        int repeated = 0;
        for (TextMessage message : messages) {
            if (!ids.add(message.getStringProperty("id"))) {
                repeated++;
            } else if (message.getText().startsWith("{")) {
                JsonNode event = JSON.readTree(message.getText());
                Long before = lastOfSubject.put(event.path("subject").asText(), message.getLongProperty("sequence"));
                assertThat(before == null || before < message.getLongProperty("sequence"))
                        .as("the order of " + event.path("subject"))
                        .isTrue();
            }
        }
        assertThat(ids).hasSize(expected + 1);
        System.out.printf("%d alerts, %d kills: none lost, %d repeated on the topic%n", expected, kills, repeated);
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
