package headroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The product as a process of its own, on an external database: what the launcher starts, or another server. */
public final class TestServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(240);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LAST_LINES = 40;
    private static final HttpClient PROBE = HttpClient.newHttpClient();

    private final ServerProgram program = ServerProgram.chosen();
    private final Path directory;
    private final Map<String, String> environment;
    private final int port;
    private Process process;

    private TestServer(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
        this.port = Ports.free();
    }

    /** Begins to start a server; {@link #awaitReady} waits for it. */
    public static TestServer launch(Path directory, TestDatabase database) {
        return launch(directory, database, Map.of());
    }

    /** The same, with settings of its own. */
    public static TestServer launch(Path directory, TestDatabase database, Map<String, String> settings) {
        Map<String, String> environment = new TreeMap<>(database.environment());
        environment.putAll(TestIssuer.running().environment());
        environment.putAll(settings);
        TestServer server = new TestServer(directory, environment);
        server.launch();
        return server;
    }

    /** Starts the server again, on the same port. */
    public void launch() {
        try {
            Files.createDirectories(directory);
            Map<String, String> settings = new TreeMap<>(environment);
            List<String> command = program.command(directory, port, settings);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("console.log").toFile()));
            builder.environment().putAll(settings);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a server says that refuses to start. */
    public String awaitRefusal() {
        process.onExit().orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        try {
            return process.exitValue() + ": " + Files.readString(directory.resolve("console.log"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public TestServer awaitReady() {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ": " + said());
            }
            if (Instant.now().isAfter(limit)) {
                throw new IllegalStateException("the server is not ready after " + START_LIMIT + ": " + said());
            }
            pause(Duration.ofMillis(200));
        }
        return this;
    }

    /** The last of what it wrote: its directory may be gone when somebody wants to know. */
    private String said() {
        StringBuilder said = new StringBuilder(directory.toString());
        for (String file : List.of("console.log", program.log())) {
            try {
                List<String> lines = Files.readAllLines(directory.resolve(file));
                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                        .forEach(line -> said.append('\n').append(line));
            } catch (IOException none) {
                said.append("\nno ").append(file);
            }
        }
        return said.toString();
    }

    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/health/ready"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return PROBE.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Kills the server as {@code kill -9} does. */
    public void kill() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** Some servers are run by a script, which goes on no longer than its server but may end before. */
    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    /** What it has logged so far. */
    public String log() {
        try {
            return Files.readString(directory.resolve(program.log()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException tooSlow) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
