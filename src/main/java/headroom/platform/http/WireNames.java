package headroom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headroom.platform.json.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives the generated contract the names of the wire: snake_case fields, constants in lower case, closed requests. */
final class WireNames {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private WireNames() {}

    static void apply(JsonNode contract) {
        ObjectNode schemas = (ObjectNode) contract.path("components").path("schemas");
        schemas.putObject(Metadata.class.getSimpleName())
                .put("type", "object")
                .put("description", "The caller's own object, at most " + Metadata.MAX_BYTES + " bytes.")
                .put("nullable", true)
                .put("additionalProperties", true);
        schemas.properties().forEach(schema -> {
            rename((ObjectNode) schema.getValue());
            if (schema.getKey().endsWith("Request") || schema.getKey().equals("ResourceType")) {
                ((ObjectNode) schema.getValue()).put("additionalProperties", false);
            }
        });
        lowerConstants(contract);
        schemas.forEach(schema -> schema.path("properties").forEach(WireNames::addExample));
    }

    /** Examples of what looks the same everywhere. */
    private static void addExample(JsonNode field) {
        if (!(field instanceof ObjectNode leaf) || leaf.has("example")) {
            return;
        }
        switch (leaf.path("format").asText(leaf.path("type").asText())) {
            case "uuid" -> leaf.put("example", "01a1fc75-bfdd-79e0-b04a-c5031b57af86");
            case "date-time" -> leaf.put("example", "2026-11-21T04:55:37.653687Z");
            case "boolean" -> leaf.put("example", false);
            default -> {
                if (leaf.get("enum") instanceof ArrayNode constants) {
                    leaf.set("example", constants.get(0));
                }
            }
        }
    }

    private static void rename(ObjectNode schema) {
        if (schema.get("properties") instanceof ObjectNode properties) {
            List<Map.Entry<String, JsonNode>> before = new ArrayList<>(properties.properties());
            properties.removeAll();
            before.forEach(field -> properties.set(SNAKE_CASE.translate(field.getKey()), field.getValue()));
        }
        if (schema.get("required") instanceof ArrayNode required) {
            for (int i = 0; i < required.size(); i++) {
                required.set(i, SNAKE_CASE.translate(required.get(i).asText()));
            }
        }
    }

    private static void lowerConstants(JsonNode node) {
        if (node.get("enum") instanceof ArrayNode constants) {
            for (int i = 0; i < constants.size(); i++) {
                constants.set(i, constants.get(i).asText().toLowerCase(Locale.ROOT));
            }
        }
        node.forEach(WireNames::lowerConstants);
    }
}
