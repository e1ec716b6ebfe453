package headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.Api;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-command start as a new user meets it: embedded database, sample organization, kill and come back. */
class LauncherIT {
    @TempDir
    private Path home;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void dataIsKeptOverAStopAndOverAKill() throws Exception {
        int port = freePort();
        Api api = new Api("http://127.0.0.1:" + port);
        Process first = launch(port);
        String console = awaitReady(first);
        assertThat(console).contains("http://localhost:" + port, "curl ");
        UUID allocation = allocate(api, "job-1");
        api.verify();
        stop(first);
        assertThat(postgresIn(home)).isEmpty();

        Process second = launch(port);
        awaitReady(second);
        api.get("allocations/" + allocation).is(200).hasText("/state", "active");
        assertThat(api.get("quotas?entity_type=organization").is(200).body()).hasSize(2);
        UUID beforeTheKill = allocate(api, "job-2");
        second.destroyForcibly().waitFor();
        assertThat(postgresIn(home))
                .as("kill -9 of the launcher leaves the database")
                .isNotEmpty();

        Process third = launch(port);
        awaitReady(third);
        api.get("allocations/" + beforeTheKill).is(200);
        api.verify();
        Process fourth = launch(freePort());
        assertThat(fourth.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fourth.exitValue()).isEqualTo(1);
        assertThat(console(fourth)).contains(String.valueOf(third.pid()));
        stop(third);
        assertThat(postgresIn(home)).isEmpty();
    }

    @Test
    void aTakenPortIsNamedWithTheOptionThatChangesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process refused = launch(taken.getLocalPort());
            assertThat(refused.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(console(refused))
                    .contains(String.valueOf(taken.getLocalPort()), "HEADROOM_HTTP_PORT")
                    .doesNotContain("Exception");
            assertThat(home.resolve("data/postgres-17")).doesNotExist();
        }
    }

    private static UUID allocate(Api api, String job) {
        return api.post("allocations", """
                        {"entity_type":"user","entity_id":"ada","resource_type":"concurrent_gpus","requested_value":2,
                         "job_id":"%s"}""".formatted(job)).is(201).id();
    }

    private Process launch(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of(System.getProperty("headroom.launcher", "target/launcher/headroom-launcher.jar"))
                                .toAbsolutePath()
                                .toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("console-" + started.size()).toFile());
        builder.environment().put("HEADROOM_HTTP_PORT", String.valueOf(port));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String console(Process process) throws IOException {
        return Files.readString(home.resolve("console-" + started.indexOf(process)));
    }

    private String awaitReady(Process process) throws IOException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> !process.isAlive() || console(process).contains("curl "));
        assertThat(process.isAlive()).as(console(process)).isTrue();
        return console(process);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The processes of a PostgreSQL whose data lie below {@code home}. */
    private static List<Long> postgresIn(Path home) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString())
                        && process.info().command().orElse("").contains("postgres"))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
