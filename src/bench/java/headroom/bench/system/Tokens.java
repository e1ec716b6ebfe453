package headroom.bench.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The tenants' tokens, had as callers have them: the platform's client registers a tenant and a client for it, which asks for
 * tokens of its own, and again long before they end. Used by one thread.
 */
public final class Tokens {
    private static final String JSON_TYPE = "application/json";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final String PLATFORM = "platform";
    private static final JsonMapper JSON = new JsonMapper();

    /** A token with less left than this is not begun with: no measurement is half as long. */
    private static final long ENOUGH_NANOS = Duration.ofMinutes(30).toNanos();

    private final Server server;
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();

    private record Client(String id, String secret) {}

    private record Token(String text, long endNanos) {}

    public Tokens(Server server) {
        this.server = server;
        clients.put(PLATFORM, new Client(Server.PLATFORM_CLIENT, server.platformSecret()));
    }

    /** Registers a tenant. */
    public void registerTenant(String tenant) {
        must(
                201,
                server.send(server.request("/api/v1/tenants")
                        .header("Authorization", "Bearer " + of(PLATFORM))
                        .header("Content-Type", JSON_TYPE)
                        .POST(BodyPublishers.ofString("{\"id\":\"%s\",\"name\":\"%s\"}".formatted(tenant, tenant)))));
    }

    /** Registers a client of a tenant that is there, for all that is measured. */
    public void registerClient(String tenant) {
        JsonNode registered = must(
                201,
                server.send(server.request("/api/v1/clients")
                        .header("Authorization", "Bearer " + of(PLATFORM))
                        .header("X-Tenant-Id", tenant)
                        .header("Content-Type", JSON_TYPE)
                        .POST(BodyPublishers.ofString(
                                "{\"name\":\"benchmark\",\"scopes\":[\"orch:read\",\"orch:operate\"]}"))));
        clients.put(
                tenant,
                new Client(
                        registered.path("client_id").asText(),
                        registered.path("client_secret").asText()));
    }

    /** A token of the tenant's own client, good for at least half an hour. */
    public String of(String whose) {
        Token known = tokens.get(whose);
        if (known == null || known.endNanos() - System.nanoTime() < ENOUGH_NANOS) {
            known = asked(clients.get(whose));
            tokens.put(whose, known);
        }
        return known.text();
    }

    private Token asked(Client client) {
        long begin = System.nanoTime();
        JsonNode answer = must(
                200,
                server.send(server.request("/oauth2/token")
                        .header("Content-Type", FORM_TYPE)
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client.id()
                                + "&client_secret=" + client.secret()))));
        Duration lifetime = Duration.ofSeconds(answer.path("expires_in").asLong());
        return new Token(answer.path("access_token").asText(), begin + lifetime.toNanos());
    }

    private static JsonNode must(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.request() + " was answered " + answer.statusCode());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }
}
