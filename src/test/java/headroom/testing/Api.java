package headroom.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Speaks to the product over HTTP as one tenant, and holds every answer to the published contract. What a server refuses because it has too much to do is asked
 * again, as a client should: a machine that is busy with something else makes no test fail.
 */
public final class Api {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONGEST_PAUSE_SECONDS = 2;
    private static final AtomicLong TENANTS = new AtomicLong();

    private final String url;
    private final String tenant;
    private final Map<String, String> headers;
    private final boolean patient;

    /** The API as the default tenant. */
    public Api(String url) {
        this(url, "default", Map.of("Content-Type", "application/json"), true);
    }

    private Api(String url, String tenant, Map<String, String> headers, boolean patient) {
        this.url = url;
        this.tenant = tenant;
        this.headers = headers;
        this.patient = patient;
    }

    static String newTenant() {
        return "t" + ProcessHandle.current().pid() + "-" + TENANTS.incrementAndGet();
    }

    /** As a tenant, with a token for all that it may do itself. */
    public Api forTenant(String name) {
        return new Api(url, name, headers, patient)
                .withToken(TestIssuer.running().token(name));
    }

    /** As the platform. */
    public Api asPlatform() {
        return withToken(TestIssuer.running().platformToken());
    }

    public Api withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Has the platform register this tenant. */
    public Api register() {
        asPlatform()
                .post("tenants", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(tenant, tenant))
                .is(201);
        return this;
    }

    public String tenant() {
        return tenant;
    }

    public Api with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Api(url, tenant, more, patient);
    }

    public Api without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Api(url, tenant, fewer, patient);
    }

    /** Takes the first answer, also where the server has too much to do. */
    public Api impatient() {
        return new Api(url, tenant, headers, false);
    }

    /** The same tenant at another server. */
    public Api at(TestServer server) {
        return new Api(server.url(), tenant, headers, patient);
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    public Reply post(String path, String body) {
        return send("POST", path, body);
    }

    public Reply put(String path, String body) {
        return send("PUT", path, body);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    /** Any request; {@code path} is below /api/v1 unless it begins with a slash. */
    public Reply send(String method, String path, String body) {
        try {
            Reply reply = answer(request(method, path, body));
            Contract.of(url).check(method, path, body, reply);
            return reply;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * The answer, held to no contract, or empty where none came: for tests that kill.
     *
     * @throws UncheckedIOException where nobody was there: the request was certainly not taken up
     */
    public Optional<Reply> attempt(String method, String path, String body) {
        try {
            return Optional.of(answer(request(method, path, body)));
        } catch (ConnectException nobodyThere) {
            throw new UncheckedIOException(nobodyThere);
        } catch (IOException unanswered) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The items of all pages of a list. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        for (Optional<String> page = Optional.of(path); page.isPresent(); ) {
            Reply reply = get(page.get()).is(200);
            reply.body().forEach(items::add);
            page = reply.header("Link").map(Api::next);
        }
        return items;
    }

    private static String next(String link) {
        String url = link.substring(1, link.indexOf('>'));
        return url.substring(url.indexOf("/api/v1/") + "/api/v1/".length());
    }

    /** The status alone, or -1 where no answer came: for tests that kill. */
    public int tryStatus(String method, String path, String body) {
        try {
            return HTTP.send(request(method, path, body), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException unanswered) {
            return -1;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Reply answer(HttpRequest request) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Reply reply = new Reply(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
            if (!patient || !isShed(reply) || Instant.now().isAfter(end)) {
                return reply;
            }
            long seconds = reply.header("Retry-After").map(Long::valueOf).orElse(1L);
            Thread.sleep(
                    Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE_SECONDS)).toMillis());
        }
    }

    private static boolean isShed(Reply reply) {
        return reply.http().statusCode() == 429 && reply.http().body().contains("urn:headroom:problem:shed");
    }

    private HttpRequest request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(resolve(path)))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach((name, value) -> {
            if (body != null || !name.equals("Content-Type")) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private String resolve(String path) {
        return url + (path.startsWith("/") ? path : "/api/v1/" + path);
    }

    /** A quota; {@code more} is further JSON members, each beginning with a comma. */
    public Reply createQuota(String type, String entity, String resource, String limit, String more) {
        return post("quotas", """
                {"entity_type":"%s","entity_id":"%s","resource_type":"%s","limit_value":%s%s}""".formatted(type, entity, resource, limit, more));
    }

    /** The id of a new quota below {@code parent}, or of a root where it is null. */
    public UUID quota(String type, String entity, String limit, UUID parent) {
        String more = parent == null ? "" : ",\"parent_id\":\"" + parent + "\"";
        return createQuota(type, entity, "concurrent_gpus", limit, more).is(201).id();
    }

    public Reply allocate(UUID quota, String job, String amount) {
        return allocate(quota, job, amount, "");
    }

    public Reply allocate(UUID quota, String job, String amount, String more) {
        return post("allocations", """
                {"quota_id":"%s","job_id":"%s","requested_value":%s%s}""".formatted(quota, job, amount, more));
    }

    public Reply release(UUID allocation) {
        return delete("allocations/" + allocation);
    }

    public Reply usage(UUID quota) {
        return get("quotas/" + quota + "/usage").is(200);
    }

    /** Every counter must say what the allocations say. */
    public void verify() {
        Reply verified = post("quotas/verify", null).is(200);
        if (!verified.body().path("differences").isEmpty()) {
            throw new AssertionError("counters are off: " + verified.http().body());
        }
    }
}
