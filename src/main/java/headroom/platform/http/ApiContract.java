package headroom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/** The contract as generated from the resources, with what all calls have in common added to each of them. */
final class ApiContract {
    private static final String GENERATED = "/headroom/openapi.json";
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
            for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                    complete(method.getKey().toUpperCase(Locale.ROOT), (ObjectNode) method.getValue());
                }
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(contract);
        }
    }

    private static void complete(String method, ObjectNode operation) {
        header(operation, "X-Tenant-Id", "Whose data; the tenant " + TenantId.DEFAULT + " when absent.", 64);
        header(operation, "X-Request-Id", "Your own id of the request; made where it is absent.", 64);
        header(operation, "traceparent", "W3C trace context.", 55);
        problem(operation, Refusal.Kind.VALIDATION);
        problem(operation, Refusal.Kind.NOT_ACCEPTABLE);
        problem(operation, Refusal.Kind.INTERNAL);
        problem(operation, Refusal.Kind.UNAVAILABLE);
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
            described
                    .withObject("/headers")
                    .putObject(RequestContextFilter.REQUEST_ID)
                    .put("description", "Names the request.")
                    .putObject("schema")
                    .put("type", "string");
        });
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
        if (kind == Refusal.Kind.UNAVAILABLE || kind == Refusal.Kind.THROTTLED) {
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
