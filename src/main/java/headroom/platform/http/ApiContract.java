package headroom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/** The contract as generated from the resources, with what all calls have in common added to each of them. */
final class ApiContract {
    private static final String GENERATED = "/headroom/openapi.json";
    private static final String SCHEME = "oauth2";
    private static final int FIRST_ERROR = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiContract() {}

    static byte[] read() throws IOException {
        try (InputStream in = ApiContract.class.getResourceAsStream(GENERATED)) {
            if (in == null) {
                throw new FileNotFoundException(GENERATED);
            }
            JsonNode contract = JSON.readTree(in);
            WireNames.apply(contract);
            securityScheme((ObjectNode) contract);
            for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                    String name = method.getKey().toUpperCase(Locale.ROOT);
                    Routes.scope(name, path.getKey()).ifPresent(scope -> secure((ObjectNode) method.getValue(), scope));
                    complete(name, (ObjectNode) method.getValue());
                }
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(contract);
        }
    }

    private static void securityScheme(ObjectNode contract) {
        ObjectNode flow = contract.withObject("/components/securitySchemes/" + SCHEME)
                .put("type", "oauth2")
                .put("description", "A token of the service itself or of an issuer that it trusts (docs/security.md).")
                .withObject("/flows/clientCredentials")
                .put("tokenUrl", "/oauth2/token");
        for (Scope scope : Scope.values()) {
            flow.withObject("/scopes").put(scope.wireName(), scope.description());
        }
    }

    private static void secure(ObjectNode operation, Scope scope) {
        operation.withArray("security").addObject().withArray(SCHEME).add(scope.wireName());
        if (scope.needsPurpose()) {
            problem(operation, Refusal.Kind.REASON_REQUIRED);
        }
    }

    private static void complete(String method, ObjectNode operation) {
        header(operation, "X-Tenant-Id", "The tenant of the token, or with orch:platform any.", 64);
        header(operation, "X-Request-Id", "Your own id of the request; made where it is absent.", 64);
        header(operation, "traceparent", "W3C trace context.", 55);
        page(operation);
        problem(operation, Refusal.Kind.VALIDATION);
        problem(operation, Refusal.Kind.UNAUTHENTICATED);
        problem(operation, Refusal.Kind.FORBIDDEN);
        problem(operation, Refusal.Kind.NOT_ACCEPTABLE);
        problem(operation, Refusal.Kind.INTERNAL);
        problem(operation, Refusal.Kind.UNAVAILABLE);
        problem(operation, Refusal.Kind.SHED);
        if (operation.has("requestBody")) {
            problem(operation, Refusal.Kind.TOO_LARGE);
            problem(operation, Refusal.Kind.UNSUPPORTED_MEDIA_TYPE);
        }
        if (!method.equals("GET")) {
            problem(operation, Refusal.Kind.THROTTLED);
        }
        if (method.equals("POST")) {
            header(
                    operation,
                    IdempotencyKey.HEADER,
                    "Makes a repetition harmless for 24 h: the same key and request get the same answer (A6).",
                    IdempotencyKey.MAX_LENGTH);
            problem(operation, Refusal.Kind.CONFLICT);
            problem(operation, Refusal.Kind.IDEMPOTENCY_KEY_REUSED);
        }
        operation.path("responses").properties().forEach(response -> {
            ObjectNode described = (ObjectNode) response.getValue();
            if (Integer.parseInt(response.getKey()) >= FIRST_ERROR) {
                problem(described);
            }
            answered(described, RequestContextFilter.REQUEST_ID, "Names the request.");
            answered(described, "Headroom-Pressure", "soft or hard while something presses back on the tenant.");
        });
    }

    private static void answered(ObjectNode response, String header, String description) {
        response.withObject("/headers")
                .putObject(header)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    /** A list that goes on: all of them do so in the same way. */
    private static void page(ObjectNode operation) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals("limit")) {
                ((ObjectNode) parameter).put("description", "Elements at most.");
                ((ObjectNode) parameter)
                        .putObject("schema")
                        .put("type", "integer")
                        .put("minimum", 1)
                        .put("maximum", Parameters.MAX_LIMIT)
                        .put("default", Parameters.DEFAULT_LIMIT);
            }
            if (parameter.path("name").asText().equals("cursor")) {
                ((ObjectNode) parameter).put("description", "Where the page before ended, as its Link tells.");
                ObjectNode answer = operation.withObject("/responses/200");
                answer.withObject("/headers/Link")
                        .put("description", "rel=\"next\" where there are more.")
                        .putObject("schema")
                        .put("type", "string");
                answer.withObject("/content/application~1json/schema").put("maxItems", Parameters.MAX_LIMIT);
            }
        }
    }

    private static void header(ObjectNode operation, String name, String description, int maxLength) {
        operation
                .withArray("parameters")
                .addObject()
                .put("name", name)
                .put("in", "header")
                .put("required", false)
                .put("description", description)
                .putObject("schema")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", maxLength);
    }

    /** Adds the problem to those that the call's own annotations name. */
    private static void problem(ObjectNode operation, Refusal.Kind kind) {
        ObjectNode response = operation.withObject("/responses").withObject("/" + kind.status());
        String before = response.path("description").asText("");
        response.put("description", before.isEmpty() ? kind.wireName() : before + "; " + kind.wireName());
        if (kind.isPassing()) {
            response.withObject("/headers")
                    .putObject("Retry-After")
                    .put("description", "Seconds.")
                    .putObject("schema")
                    .put("type", "integer");
        }
    }

    /** Every refusal has the same shape; the resources name only its status and its kinds. */
    private static void problem(ObjectNode response) {
        response.withObject("/content")
                .withObject("/application~1problem+json")
                .withObject("/schema")
                .put("$ref", "#/components/schemas/Problem");
    }
}
