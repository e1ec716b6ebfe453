package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.kernel.Scope;
import headroom.testing.Api;
import headroom.testing.ForgedTokens;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every route of the contract against every kind of caller that must not get through it. */
class AccessMatrixIT {
    private static final String OVERRIDE = UUID.randomUUID().toString();

    private static final TestIssuer ISSUER = TestIssuer.running();

    private final Api api = Product.running().api();
    private final Api nobody = api.without("Authorization");
    private final List<Route> routes = routes();
    private final List<String> unexpected = new ArrayList<>();

    /** A route as the contract has it. */
    private record Route(String method, String template, Scope scope) {
        /** A path of the route; where it takes an id, one that nothing has. */
        String path() {
            return template.replace(
                            "{id}",
                            template.contains("/tenants/")
                                    ? "nobody"
                                    : UUID.randomUUID().toString())
                    .replaceAll("\\{[^}]+}", UUID.randomUUID().toString())
                    .substring("/api/v1/".length());
        }

        /** Whether it answers for as long as somebody listens. */
        boolean isStream() {
            return method.equals("GET") && (template.endsWith("/breakers/events") || template.endsWith("/stream"));
        }

        String body() {
            return method.equals("POST") || method.equals("PUT") ? "{}" : null;
        }
    }

    private List<Route> routes() {
        List<Route> found = new ArrayList<>();
        JsonNode paths = api.get("/openapi").is(200).body().path("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String scope =
                            operation.getValue().at("/security/0/oauth2/0").asText();
                    found.add(new Route(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            Scope.of(scope)
                                    .orElseThrow(() -> new AssertionError(path.getKey() + " declares no scope"))));
                }));
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    @Test
    void withoutATokenNothingAnswers() {
        for (Route route : routes) {
            Reply reply = nobody.send(route.method(), route.path(), route.body());
            expect(route, "no token", reply, 401, "unauthenticated");
            if (!reply.header("WWW-Authenticate").orElse("").equals("Bearer realm=\"headroom\"")) {
                unexpected.add(route + " has no challenge");
            }
        }
        assertThat(unexpected).isEmpty();
    }

    @Test
    void aTokenWithEveryOtherScopeIsNotEnough() {
        for (Route route : routes) {
            Scope[] others = Arrays.stream(Scope.values())
                    .filter(scope -> scope != route.scope())
                    .toArray(Scope[]::new);
            Api caller = api.withToken(ISSUER.token(api.tenant(), others));
            expect(route, "other scopes", caller.send(route.method(), route.path(), route.body()), 403, "forbidden");
        }
        assertThat(unexpected).isEmpty();
    }

    @Test
    void aScopeThatNeedsAReasonIsNothingWithoutIt() {
        for (Route route : routes) {
            if (route.scope().needsPurpose()) {
                Map<String, Object> claims = ISSUER.claims(api.tenant(), route.scope());
                expect(route, "no reason", call(claims, route), 400, "reason-required");
                claims.put(route.scope().reasonClaim(), " \t ");
                expect(route, "blank reason", call(claims, route), 400, "reason-required");
                claims.put(route.scope().reasonClaim(), "x".repeat(257));
                expect(route, "long reason", call(claims, route), 400, "reason-required");
                if (route.scope() == Scope.BACKFILL) {
                    claims.put(route.scope().reasonClaim(), "without the ticket that is required");
                    expect(route, "no ticket", call(claims, route), 400, "reason-required");
                }
                claims.remove(route.scope().reasonClaim());
                claims.put(route.scope() == Scope.QUOTA ? "backfill_reason" : "quota_reason", "another's");
                expect(route, "another's reason", call(claims, route), 400, "reason-required");
            }
        }
        assertThat(unexpected).isEmpty();
    }

    private Reply call(Map<String, Object> claims, Route route) {
        return api.withToken(ISSUER.signed(claims))
                .with("quota_reason", "in a header")
                .send(route.method(), route.path(), route.body());
    }

    @Test
    void noForgedTokenPassesAnyRoute() {
        Map<String, String> forged = new TreeMap<>(ForgedTokens.of(ISSUER.forge()));
        // What only the service's own tokens must have, as TokenValidationTest shows.
        forged.keySet().removeAll(Set.of("typ JWT", "no client_id", "client_id is a number"));
        assertThat(forged).hasSizeGreaterThanOrEqualTo(37);
        forged.forEach((name, token) -> {
            Api forger = api.withToken(token);
            for (Route route : routes) {
                Reply reply = forger.attempt(route.method(), route.path(), route.body())
                        .orElseThrow();
                // What is too large for a header the server refuses before anything looks at it.
                if (reply.status() != 431 && reply.status() != 413 && reply.status() != 400 || token.length() < 8_000) {
                    expect(route, name, reply, 401, "unauthenticated");
                }
            }
        });
        assertThat(unexpected).isEmpty();
    }

    @Test
    void anothersThingsAnswerAsThoseThatAreNot() {
        Api other = Product.running().api();
        UUID quota = other.quota("team", "a", "10", null);
        UUID allocation = other.allocate(quota, "job", "1").is(201).id();
        UUID backfill = other.post("backfills", """
                        {"source":"s","from":"2026-11-01T00:00:00Z","to":"2026-11-02T00:00:00Z","event_time_window":"PT1H"}""").is(201).id();
        UUID webhook = other.post("webhooks", "{\"url\":\"https://9.9.9.9/\",\"events\":[\"*\"]}")
                .is(201)
                .id();
        UUID throttle = other.post("throttles", "{\"job_type\":\"*\",\"source\":\"*\",\"max_active\":9}")
                .is(201)
                .id();
        String permit = other.post("permits", "{\"job_type\":\"import\",\"source\":\"git\"}")
                .is(201)
                .text("/permit_id");
        Map<String, UUID> theirThings = Map.of(
                "throttles",
                throttle,
                "permits",
                UUID.fromString(permit),
                "quotas",
                quota,
                "allocations",
                allocation,
                "backfills",
                backfill,
                "webhooks",
                webhook,
                "alerts",
                anAlert(Product.running().api()),
                "audit",
                auditEntry(other));
        for (Route route : routes) {
            String kind = route.template().split("/")[3];
            if (route.template().contains("/{id}") && theirThings.containsKey(kind)) {
                String known = theirThings.get(kind).toString();
                String unknown = UUID.randomUUID().toString();
                String body = plausible(route);
                Reply theirs = api.send(route.method(), at(route, known), body);
                Reply nobodys = api.send(route.method(), at(route, unknown), body);
                expect(route, "another's", theirs, 404, "not-found");
                if (!shape(theirs, known).equals(shape(nobodys, unknown))) {
                    unexpected.add(route + " tells another's from nobody's: "
                            + theirs.http().body());
                }
            }
        }
        assertThat(unexpected).isEmpty();
        other.usage(quota).hasNumber("/usage", "1");
        other.get("throttles/" + throttle + "/summary").hasNumber("/active", "1");
    }

    private static UUID anAlert(Api tenant) {
        UUID full = tenant.quota("team", "full", "1", null);
        tenant.allocate(full, "job", "1").is(201);
        await().atMost(Duration.ofSeconds(20)).until(() -> !tenant.all("alerts").isEmpty());
        return UUID.fromString(tenant.all("alerts").get(0).path("id").asText());
    }

    private static UUID auditEntry(Api tenant) {
        return UUID.fromString(tenant.get("audit?limit=1").is(200).text("/0/entry/id"));
    }

    private static String at(Route route, String id) {
        return route.template()
                .replace("{id}", id)
                .replace("{override}", OVERRIDE)
                .substring("/api/v1/".length());
    }

    private static String plausible(Route route) {
        if (route.template().endsWith("/renew")) {
            return "{\"expires_in\":\"PT1H\"}";
        }
        if (route.template().endsWith("/mute") && route.body() != null) {
            return "{\"until\":\"" + Instant.now().plusSeconds(3_600) + "\"}";
        }
        if (route.template().endsWith("/overrides") && route.body() != null) {
            return "{\"delta\":1,\"until\":\"" + Instant.now().plusSeconds(3_600) + "\"}";
        }
        if (route.template().endsWith("/permits/{id}/end")) {
            return "{\"outcome\":\"success\"}";
        }
        if (route.template().endsWith("/events")) {
            return "{\"events\":[]}";
        }
        return route.body();
    }

    /** An answer without what differs between any two. */
    private static String shape(Reply reply, String id) {
        String body = reply.http().body().replace(id, "ID").replaceAll("urn:headroom:request:[^\"]+", "REQUEST");
        List<String> names = reply.http().headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals("date"))
                .sorted()
                .toList();
        return reply.status() + " " + names + " " + body;
    }

    @Test
    void aPausedTenantCanDoAllButAllocate() {
        UUID quota = api.quota("team", "a", "10", null);
        api.post("tenants/" + api.tenant() + "/pause", "{\"mode\":\"deny_new\"}")
                .is(200);
        for (Route route : routes) {
            if (route.isStream()) {
                continue;
            }
            Reply reply = api.send(route.method(), route.path(), route.body());
            if (reply.status() >= 500 || reply.http().body().contains("tenant-paused")) {
                unexpected.add(route + " answered " + reply.status() + " "
                        + reply.http().body());
            }
        }
        assertThat(unexpected).isEmpty();
        api.allocate(quota, "job", "1").isProblem(409, "tenant-paused");
    }

    @Test
    void pathsThatOnlyLookOpenAreClosed() {
        for (String path : List.of(
                "/api/v1/quotas;/health",
                "/health/../api/v1/quotas",
                "/health/%2e%2e/api/v1/quotas",
                "//api/v1/quotas",
                "/api/v1//quotas",
                "/swagger-ui/../api/v1/quotas",
                "/swagger-ui/..;/api/v1/quotas",
                "/API/V1/quotas",
                "/nothing/here")) {
            Reply reply = nobody.attempt("GET", path, null).orElseThrow();
            if (reply.status() == 200 || reply.http().body().startsWith("[")) {
                unexpected.add(path + " answered " + reply.status() + " "
                        + reply.http().body());
            }
        }
        assertThat(unexpected).isEmpty();
    }

    private void expect(Route route, String caller, Reply reply, int status, String problem) {
        if (reply.status() != status || !reply.http().body().contains("urn:headroom:problem:" + problem)) {
            unexpected.add("%s %s with %s answered %d %.200s"
                    .formatted(
                            route.method(),
                            route.template(),
                            caller,
                            reply.status(),
                            reply.http().body()));
        }
    }
}
