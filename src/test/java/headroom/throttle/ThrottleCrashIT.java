package headroom.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Reply;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permits through servers that die with many of them outstanding: nobody gets more than may be, and each ends once. */
class ThrottleCrashIT {
    private static final int ROUNDS = Integer.getInteger("headroom.throttle.kills", 3);
    private static final int MOST = 8;

    @TempDir
    private Path directory;

    @Test
    void permitsOutliveTheServerThatGrantedThem() throws InterruptedException {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestServer mortal =
                        TestServer.launch(directory.resolve("mortal"), database).awaitReady();
                TestServer other =
                        TestServer.launch(directory.resolve("other"), database).awaitReady()) {
            Api here = new Api(mortal.url()).forTenant("default");
            Api there = here.at(other);
            UUID throttle = here.post(
                            "throttles", "{\"job_type\":\"import\",\"source\":\"*\",\"max_active\":" + MOST + "}")
                    .is(201)
                    .id();
            for (int round = 0; round < ROUNDS; round++) {
                Thread killing = new Thread(() -> {
                    pause(Duration.ofSeconds(2));
                    mortal.kill();
                });
                killing.start();
                new Workers(List.of(here, there), "import", "").work(16, Duration.ofSeconds(4));
                killing.join();
                endWhatIsLeft(there, throttle);
                mortal.launch();
                mortal.awaitReady();
            }
            List<Granted> all = Granted.all(database, "default", "import");
            assertThat(all)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(one -> assertThat(one.besides(all)).isLessThanOrEqualTo(MOST));
            here.get("throttles/" + throttle + "/summary").hasNumber("/active", "0");
            assertThat(all).noneMatch(one -> "expired".equals(one.outcome()));
        }
    }

    /** What the dead server granted the other one shows, and ends once. */
    private static void endWhatIsLeft(Api there, UUID throttle) {
        List<JsonNode> left = there.all("permits");
        there.get("throttles/" + throttle + "/summary").hasNumber("/active", Integer.toString(left.size()));
        for (JsonNode permit : left) {
            String path = "permits/" + permit.path("permit_id").asText() + "/end";
            there.post(path, "{\"outcome\":\"dropped\"}").is(200);
            there.post(path, "{\"outcome\":\"success\"}")
                    .isProblem(409, "already-ended")
                    .hasText("/permit/outcome", "dropped");
        }
        there.get("throttles/" + throttle + "/summary").hasNumber("/active", "0");
    }

    @Test
    void whatExpiresWhileNoServerIsUpIsFreeAtOnceAfterwards() {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestServer server =
                        TestServer.launch(directory.resolve("server"), database).awaitReady()) {
            Api api = new Api(server.url()).forTenant("default");
            UUID throttle = api.post("throttles", "{\"job_type\":\"import\",\"source\":\"*\",\"max_active\":2}")
                    .is(201)
                    .id();
            Reply brief = api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\",\"expires_in\":\"PT3S\"}")
                    .is(201);
            Reply lasting = api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                    .is(201);
            api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}").isProblem(429, "throttled");
            server.kill();
            pause(Duration.ofSeconds(4));
            server.launch();
            server.awaitReady();
            api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}").is(201);
            api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}").isProblem(429, "throttled");
            api.get("permits/" + brief.text("/permit_id")).hasText("/outcome", "expired");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(Granted.all(database, "default", "import"))
                            .filteredOn(one -> "expired".equals(one.outcome()))
                            .hasSize(1));
            api.get("throttles/" + throttle + "/summary").hasNumber("/active", "2");
            api.post("permits/" + lasting.text("/permit_id") + "/end", "{\"outcome\":\"success\"}")
                    .is(200);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheDatabaseDies() throws InterruptedException {
        try (TestDatabase database = TestDatabase.start(directory.resolve("database"));
                TestServer server =
                        TestServer.launch(directory.resolve("server"), database).awaitReady()) {
            Api api = new Api(server.url()).forTenant("default");
            UUID throttle = api.post("throttles", "{\"job_type\":\"import\",\"source\":\"*\",\"max_active\":3}")
                    .is(201)
                    .id();
            Thread killing = new Thread(() -> {
                pause(Duration.ofSeconds(2));
                database.killAndRestart();
            });
            killing.start();
            new Workers(List.of(api), "import", "").work(8, Duration.ofSeconds(6));
            killing.join();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> api.tryStatus("GET", "throttles/" + throttle + "/summary", null) == 200
                            && !Granted.all(database, "default", "import").isEmpty());
            List<Granted> all = Granted.all(database, "default", "import");
            assertThat(all)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(one -> assertThat(one.besides(all)).isLessThanOrEqualTo(3));
            api.get("throttles/" + throttle + "/summary")
                    .hasNumber("/active", Integer.toString(api.all("permits").size()));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
