package headroom.bench.system;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, as the launcher starts it, on the database of this run. */
public final class Server implements Closeable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int STOP_SECONDS = 30;
    private static final long ASK_AGAIN_MILLIS = 200;

    /** The client that the first start makes. */
    static final String PLATFORM_CLIENT = "platform";

    private static final int SECRET_BYTES = 32;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;
    private final Path log;
    private final String platformSecret;

    private Server(Process process, int port, Path log, String platformSecret) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.platformSecret = platformSecret;
    }

    /**
     * Starts the distribution in {@code launcher}, with the resources of this benchmark added to its WAR.
     *
     * @param options of its JVM
     */
    public static Server start(
            Database database, List<String> options, Path launcher, Path classes, Path directory, Path logs) {
        try {
            Path jar = Distribution.copy(launcher, classes, directory.resolve("distribution"));
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "--stop-with-parent"));
            Path log = logs.resolve("server.log");
            int port = Ports.free();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(database.serverEnvironment());
            builder.environment().put("HEADROOM_HTTP_PORT", String.valueOf(port));
            builder.environment()
                    .put(
                            "HEADROOM_DATA",
                            Files.createDirectories(directory.resolve("server"))
                                    .toAbsolutePath()
                                    .toString());
            builder.environment().put("HEADROOM_LOG", "console");
            builder.environment().put("HEADROOM_SAMPLE", "false");
            builder.environment().put("HEADROOM_MASTER_KEY", random(Base64.getEncoder()));
            String platformSecret = random(Base64.getUrlEncoder().withoutPadding());
            builder.environment().put("HEADROOM_BOOTSTRAP_CLIENT_ID", PLATFORM_CLIENT);
            builder.environment().put("HEADROOM_BOOTSTRAP_CLIENT_SECRET", platformSecret);
            return new Server(builder.start(), port, log, platformSecret);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A secret of this run alone. */
    private static String random(Base64.Encoder encoder) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return encoder.encodeToString(bytes);
    }

    /** Waits until it can serve. */
    public void awaitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the server did not start; see " + log);
            }
            try {
                Thread.sleep(ASK_AGAIN_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private boolean isReady() {
        try {
            return send(request("/health/ready").GET()).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Posts nothing, with a token, and waits for the answer. */
    public HttpResponse<String> post(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** What it tells Prometheus of a metric, as it is written there, with labels; empty where it does not. */
    public OptionalDouble metric(String name) {
        return send(request("/metrics").GET())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofMinutes(2));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The secret of {@link #PLATFORM_CLIENT}. */
    String platformSecret() {
        return platformSecret;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }
}
