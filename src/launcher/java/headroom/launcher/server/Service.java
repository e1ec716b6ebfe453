package headroom.launcher.server;

import headroom.launcher.CannotStart;
import headroom.launcher.logging.JsonLog;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as its callers see it, over HTTP. Thread-safe. */
public final class Service {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(30);
    private static final long ASK_AGAIN_MILLIS = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final long BUSY_MILLIS = 500;
    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([A-Za-z0-9._-]+)\"");

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The service at this URL, without a slash at its end. */
    public Service(String url) {
        this.url = url;
    }

    /** Where it is. */
    public String url() {
        return url;
    }

    /** Where tokens are asked for. */
    public String tokenUrl() {
        return url + "/oauth2/token";
    }

    /** A command line that asks for an allocation. */
    public String firstCall() {
        return "curl -s " + url + "/api/v1/allocations -H \"Authorization: Bearer $TOKEN\""
                + " -H 'Content-Type: application/json' -d '"
                + "{\"entity_type\":\"user\",\"entity_id\":\"ada\",\"resource_type\":\"concurrent_gpus\","
                + "\"requested_value\":2,\"job_id\":\"job-1\"}'";
    }

    /** A command line that asks how it is. */
    public String healthCall() {
        return "curl -s " + url + "/health";
    }

    /** Waits until {@code /health/ready} answers 200, at most 120 seconds, or until the run ends. */
    public void awaitReady(Future<?> end) throws CannotStart {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        String last = "no answer";
        while (System.nanoTime() < deadline && !end.isDone()) {
            try {
                HttpResponse<String> answer =
                        send(request("/health/ready").GET().build());
                if (answer.statusCode() == 200) {
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
                Thread.sleep(ASK_AGAIN_MILLIS);
            } catch (IOException e) {
                last = String.valueOf(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new CannotStart(
                "The service is not ready: " + last.lines().findFirst().orElse("")
                        + JsonLog.firstSevere().map(severe -> "; " + severe).orElse("")
                        + "\nMore in " + System.getProperty(JsonLog.FILE, "the lines above"));
    }

    /** A client's access token. */
    String token(ClientCredentials.Client client, Map<String, String> parameters)
            throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("grant_type=client_credentials");
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String basic = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(request("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build());
        Matcher token = TOKEN.matcher(answer.body());
        if (answer.statusCode() != 200 || !token.find()) {
            throw new IOException(
                    "the service gave no token to the client %s: %d".formatted(client.id(), answer.statusCode()));
        }
        return token.group(1);
    }

    /** Posts JSON; a key makes a second one of the same kind harmless. */
    HttpResponse<String> post(String path, String json, String token, Optional<String> idempotencyKey)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token).header("Content-Type", "application/json");
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        return patiently(request.POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return patiently(request(path, token).GET().build());
    }

    HttpResponse<String> delete(String path, String token) throws IOException, InterruptedException {
        return patiently(request(path, token).DELETE().build());
    }

    /** The answer; that there is too much to do at the moment, as on a machine that is busy otherwise, is none for 30 seconds. */
    private HttpResponse<String> patiently(HttpRequest request) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + REQUEST_WITHIN.toNanos();
        HttpResponse<String> answer = send(request);
        while (answer.statusCode() == TOO_MANY_REQUESTS && System.nanoTime() < deadline) {
            Thread.sleep(BUSY_MILLIS);
            answer = send(request);
        }
        return answer;
    }

    private HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(REQUEST_WITHIN);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
