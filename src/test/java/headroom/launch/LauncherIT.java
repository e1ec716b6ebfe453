package headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.testing.Api;
import headroom.testing.Ports;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
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
        int port = Ports.free();
        Process first = launch(port);
        String console = awaitReady(first);
        assertThat(console).contains("http://localhost:" + port, "curl ", "/oauth2/token");
        assertOnlyTheOwnerKnowsTheSecrets(console);
        Api api = operator(port);
        UUID allocation = allocate(api, "job-1");
        api.verify();
        assertThatTheHeadOfTheTrailIsHeard(api);
        stop(first);
        assertThat(postgresIn(home)).isEmpty();

        // As a start leaves it that was cut short between making a client and keeping its secret.
        String whole = credentials();
        Files.writeString(home.resolve("data/credentials.json"), whole.replaceFirst(",\\s*\"auditor\": \\{[^}]*}", ""));
        Process second = launch(port);
        awaitReady(second);
        assertThat(secret("operator")).isEqualTo(secret(whole, "operator"));
        assertThat(secret("auditor")).isNotEqualTo(secret(whole, "auditor"));
        assertThat(token(port, "auditor", "scope=orch:audit")).isNotEmpty();
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
        Process fourth = launch(Ports.free());
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

    private void assertOnlyTheOwnerKnowsTheSecrets(String console) throws IOException {
        for (String file : List.of("data/credentials.json", "data/master.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
                    .isEqualTo("rw-------");
        }
        String log = Files.readString(home.resolve("data/logs/headroom.log"));
        for (String client : List.of("platform", "operator", "scheduler", "auditor")) {
            assertThat(secret(client)).hasSize(43);
            assertThat(console + log).doesNotContain(secret(client));
        }
        assertThat(console + log)
                .doesNotContain(
                        Files.readString(home.resolve("data/master.key")).strip());
    }

    /** As anybody may listen who can read the data directory. */
    private void assertThatTheHeadOfTheTrailIsHeard(Api api) throws Exception {
        Properties broker = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("data/broker.properties"))) {
            broker.load(file);
        }
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.getProperty("url"));
                JMSContext context = factory.createContext(broker.getProperty("user"), broker.getProperty("password"));
                JMSConsumer consumer = context.createConsumer(context.createTopic("headroom.audit.heads"))) {
            api.createQuota("team", "heard", "concurrent_gpus", "1", "").is(201);
            String head = consumer.receiveBody(String.class, 45_000);
            assertThat(head).contains("\"tenant\":\"default\"", "\"jws\":\"");
        }
    }

    private Api operator(int port) throws Exception {
        String scopes = "scope=orch:read+orch:operate+orch:quota+orch:audit&quota_reason=a+test+needs+it";
        return new Api("http://127.0.0.1:" + port).withToken(token(port, "operator", scopes));
    }

    private String token(int port, String client, String form) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString((client + ":" + secret(client)).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&" + form))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).path("access_token").asText();
    }

    private String secret(String client) throws IOException {
        return secret(credentials(), client);
    }

    private static String secret(String credentials, String client) throws IOException {
        return new ObjectMapper()
                .readTree(credentials)
                .path("clients")
                .path(client)
                .path("client_secret")
                .asText();
    }

    private String credentials() throws IOException {
        return Files.readString(home.resolve("data/credentials.json"));
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
}
