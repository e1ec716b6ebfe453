package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import headroom.testing.Reply;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breakers through a server that dies in every state and mode, and through a database that is gone for a while. */
class BreakerCrashIT {
    private static final String SLOW =
            "\"minimum_calls\":4,\"window_size\":10,\"open_delay_ms\":600000,\"half_open_calls\":2";

    @TempDir
    private Path directory;

    @Test
    void everyStateAndModeSurvivesTheServer() throws InterruptedException {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestServer server =
                        TestServer.launch(directory.resolve("server"), database).awaitReady()) {
            Api api = new Api(server.url()).forTenant("default");
            Map<String, Service> services = inEveryState(api);
            String probe = services.get("half_open").permit().text("/permit_id");
            Service due = Service.configured(api, "due", SLOW.replace("600000", "3000"));
            due.tell(4, "failure", "a");
            due.awaitState("open");
            Map<String, Reply> before = new TreeMap<>();
            services.forEach((name, service) -> before.put(name, service.show()));

            server.kill();
            server.launch();
            server.awaitReady();

            services.forEach((name, service) -> isTheSame(name, before.get(name), service.show()));
            assertThat(services.get("open").isPermitted()).isFalse();
            assertThat(services.get("forced_open").isPermitted()).isFalse();
            assertThat(services.get("forced_closed").isPermitted()).isTrue();
            assertThat(services.get("disabled").isPermitted()).isTrue();
            due.awaitState("half_open");
            services.get("half_open").tell(probe, "success").hasNumber("/recorded", "1");
            services.get("half_open").tell(services.get("half_open").permit().text("/permit_id"), "success");
            services.get("half_open").awaitState("closed");
            services.get("closed").tell(1, "failure", "a");
            services.get("closed").awaitState("open");
        }
    }

    private static Map<String, Service> inEveryState(Api api) throws InterruptedException {
        Map<String, Service> services = new TreeMap<>();
        for (String name :
                new String[] {"closed", "open", "half_open", "forced_open", "forced_closed", "disabled", "metrics_only"
                }) {
            services.put(name, Service.configured(api, name, SLOW));
        }
        services.get("closed").tell(3, "failure", "a");
        services.get("open").tell(4, "failure", "a");
        services.get("forced_closed").tell(4, "failure", "a");
        Instant until = Instant.now().plusSeconds(1800);
        services.get("half_open").force("forced_open", until).is(200);
        api.delete("breakers/half_open/force").is(200).hasText("/state", "half_open");
        for (String mode : new String[] {"forced_open", "forced_closed", "metrics_only", "disabled"}) {
            services.get(mode)
                    .force(mode, mode.startsWith("forced") ? until : null)
                    .is(200);
        }
        services.get("metrics_only").tell(5, "failure", "a");
        services.get("open").awaitState("open");
        services.get("forced_closed")
                .await("open beneath", shown -> shown.text("/computed_state").equals("open"));
        // What was told in the last second before a crash may be lost.
        Thread.sleep(2_000);
        return services;
    }

    private static void isTheSame(String name, Reply before, Reply after) {
        assertThat(after.body()).as(name).isEqualTo(before.body());
    }

    @Test
    void withoutTheDatabaseItGoesOnAndIsReconciledAfterwards() {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestServer server =
                        TestServer.launch(directory.resolve("server"), database).awaitReady()) {
            Api api = new Api(server.url()).forTenant("default");
            Service healthy = Service.configured(api, "healthy", SLOW);
            Service dying = Service.configured(api, "dying", SLOW);
            Service open = Service.configured(api, "open", SLOW);
            open.tell(4, "failure", "a");
            open.awaitState("open");
            for (Service service : new Service[] {healthy, dying, open}) {
                service.permit();
            }
            assertThat(health(api)).contains("\"name\":\"breakers\",\"status\":\"UP\"");

            database.kill();
            assertThat(healthy.isPermitted()).isTrue();
            assertThat(open.isPermitted()).isFalse();
            dying.tell(4, "failure", "a");
            healthy.tell(3, "success", "a");
            dying.awaitPermitted(false);
            assertThat(api.get("/health/live").is(200).http().body())
                    .contains("\"name\":\"breakers\",\"status\":\"DEGRADED\"");
            assertThat(api.get("/metrics").http().body()).contains("headroom_breaker_database_unreachable 1.0");

            database.restart();
            Instant limit = Instant.now().plusSeconds(60);
            while (!health(api).contains("\"name\":\"breakers\",\"status\":\"UP\"")) {
                assertThat(Instant.now()).isBefore(limit);
                Service.pause();
            }
            dying.await(
                    "the opening is everybody's", shown -> shown.text("/state").equals("open"));
            assertThat(dying.moves()).containsExactly("failure_rate open");
            healthy.await(
                            "what was told is counted",
                            shown -> shown.number("/counts/ok").intValue() == 3)
                    .hasText("/state", "closed");
            assertThat(api.get("/metrics").http().body()).contains("headroom_breaker_database_unreachable 0.0");
        }
    }

    @Test
    void ofTwoServersThatOpenedAloneOneOpensItForAll() {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestServer one =
                        TestServer.launch(directory.resolve("one"), database).awaitReady();
                TestServer other =
                        TestServer.launch(directory.resolve("other"), database).awaitReady()) {
            Api api = new Api(one.url()).forTenant("default");
            Service here = Service.configured(api, "dying", SLOW);
            Service there = here.at(api.at(other));
            assertThat(here.isPermitted() && there.isPermitted()).isTrue();

            database.kill();
            here.tell(4, "failure", "a");
            there.tell(4, "failure", "b");
            here.awaitPermitted(false);
            there.awaitPermitted(false);

            database.restart();
            for (Api server : new Api[] {api, api.at(other)}) {
                Instant limit = Instant.now().plusSeconds(60);
                while (!health(server).contains("\"name\":\"breakers\",\"status\":\"UP\"")) {
                    assertThat(Instant.now()).isBefore(limit);
                    Service.pause();
                }
            }
            here.awaitState("open");
            assertThat(here.isPermitted() || there.isPermitted()).isFalse();
            assertThat(here.moves()).containsExactly("failure_rate open");
            assertThat(there.permit().text("/retry_at")).isEqualTo(here.permit().text("/retry_at"));
        }
    }

    private static String health(Api api) {
        return api.get("/health/live").is(200).http().body();
    }
}
