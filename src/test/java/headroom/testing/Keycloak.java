package headroom.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Keycloak as a process of its own, with our realm; every secret is made at its start. */
public final class Keycloak implements AutoCloseable {
    public static final String REALM = "headroom";

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final String ADMIN = "test-admin";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port = Ports.free();
    private final String adminSecret = UUID.randomUUID().toString();
    private final Path home;
    private final Process process;

    private Keycloak(Path home) throws IOException {
        this.home = home;
        Path imports = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(
                imports.resolve("headroom-realm.json"),
                Files.readString(Path.of("server-config/keycloak/headroom-realm.json")));
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toAbsolutePath().toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=" + url())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx700m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", adminSecret);
        process = builder.start();
    }

    /** Starts the distribution, with an empty database in place of that of an earlier start. */
    public static Keycloak start(Path home) throws IOException {
        Path data = home.resolve("data");
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Keycloak keycloak = new Keycloak(home);
        keycloak.awaitReady();
        return keycloak;
    }

    private Path log() {
        return home.resolve("console.log");
    }

    private void awaitReady() throws IOException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                close();
                throw new IllegalStateException("Keycloak did not start; see " + log().toAbsolutePath());
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration")))
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    public String issuer() {
        return url() + "/realms/" + REALM;
    }

    public String jwksUrl() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** A token for a client of our realm, by its client credentials. */
    public String token(String client, String secret, String scope, Map<String, String> more) {
        Map<String, String> form = new TreeMap<>(more);
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        return asked(REALM, client, secret, form).path("access_token").asText();
    }

    /** What says to a client who it is itself: nothing that opens an API. */
    public String idToken(String client, String secret) {
        return asked(REALM, client, secret, Map.of("scope", "openid"))
                .path("id_token")
                .asText();
    }

    private JsonNode asked(String realm, String client, String secret, Map<String, String> more) {
        Map<String, String> form = new TreeMap<>(more);
        form.put("grant_type", "client_credentials");
        form.put("client_id", client);
        form.put("client_secret", secret);
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(url() + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                                .map(entry -> entry.getKey() + "="
                                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&")))));
        return read(answer);
    }

    /** A new secret for a client of our realm. */
    public String newSecret(String client) {
        return admin("POST", "/clients/" + clientId(client) + "/client-secret", "{}")
                .path("value")
                .asText();
    }

    /** What the account of a client has for attributes from now on, and no others. */
    public void setAttributes(String client, Map<String, String> attributes) {
        ObjectNode account = (ObjectNode) admin("GET", "/clients/" + clientId(client) + "/service-account-user", null);
        ObjectNode values = account.putObject("attributes");
        attributes.forEach((name, value) -> values.putArray(name).add(value));
        admin("PUT", "/users/" + account.path("id").asText(), account.toString());
    }

    /** From now on our realm signs with a new key; the old ones stay published. */
    public void rotateKey() {
        admin("POST", "/components", """
                {"name": "rotated", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                 "config": {"priority": ["1000"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}}""");
    }

    private String clientId(String client) {
        return admin("GET", "/clients?clientId=" + client, null)
                .path(0)
                .path("id")
                .asText();
    }

    private JsonNode admin(String method, String path, String body) {
        return read(send(HttpRequest.newBuilder(URI.create(url() + "/admin/realms/" + REALM + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + asked("master", ADMIN, adminSecret, Map.of())
                                        .path("access_token")
                                        .asText())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        // The script may have left the server to a process of its own.
        List<ProcessHandle> whole = process.descendants().collect(Collectors.toList());
        whole.add(process.toHandle());
        whole.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : whole) {
            try {
                each.onExit().get(30, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException late) {
                each.destroyForcibly();
            } catch (InterruptedException interrupted) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
