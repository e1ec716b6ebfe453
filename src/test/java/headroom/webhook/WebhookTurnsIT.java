package headroom.webhook;

import static headroom.webhook.Hooks.LOOPBACK;
import static headroom.webhook.Hooks.await;
import static headroom.webhook.Hooks.hold;
import static headroom.webhook.Hooks.register;
import static headroom.webhook.Hooks.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of one tenant beside another that has very many, or receivers that take their time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTurnsIT {
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
    void aTenantWithManyReceiversThatHangKeepsNoOtherTenantWaiting() throws Exception {
        Api greedy = tenant(server);
        CountDownLatch over = new CountDownLatch(1);
        List<Receiver> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                Receiver receiver = new Receiver().answering(exchange -> hold(over));
                hanging.add(receiver);
                UUID webhook = register(greedy, receiver.url());
                for (int event = 0; event < 4; event++) {
                    greedy.post("webhooks/" + webhook + "/test", null).is(202);
                }
            }
            await(
                    () -> hanging.stream()
                            .mapToInt(receiver -> receiver.heard().size())
                            .sum(),
                    heard -> heard >= 8);
            hearsAtOnce(tenant(server));
        } finally {
            over.countDown();
            hanging.forEach(Receiver::close);
        }
    }

    @Test
    void aLongQueueKeepsNoOtherTenantWaiting() throws Exception {
        Api greedy = tenant(server);
        try (Receiver quick = new Receiver()) {
            UUID webhook = register(greedy, quick.url());
            database.execute("""
                    insert into webhook_deliveries (tenant_id, id, webhook_id, message_id, event_type, body, due_at)
                    select '%s', gen_random_uuid(), '%s', gen_random_uuid(), 'headroom.webhook.ping', '{}',
                           now() - interval '1 minute' from generate_series(1, 3000)
                    """.formatted(greedy.tenant(), webhook));
            await(quick::heard, heard -> heard.size() >= 4);
            hearsAtOnce(tenant(server));
        }
    }

    private static void hearsAtOnce(Api modest) throws Exception {
        try (Receiver well = new Receiver()) {
            UUID webhook = register(modest, well.url());
            Instant begin = Instant.now();
            modest.post("webhooks/" + webhook + "/test", null).is(202);
            await(well::heard, heard -> !heard.isEmpty());
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }
}
