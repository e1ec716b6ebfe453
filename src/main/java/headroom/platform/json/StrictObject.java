package headroom.platform.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON object of unknown shape as strictly as a body: no member twice, no deep nesting, no long numbers. */
public final class StrictObject {
    private StrictObject() {}

    /**
     * The members: strings, {@code BigDecimal}s, booleans, lists and maps; a member that is null is left
     * out. Empty where the text is no acceptable object.
     */
    public static Optional<Map<String, Object>> read(String text) {
        try {
            JsonNode tree = Json.mapper().readTree(text);
            return tree != null && tree.isObject() ? Optional.of(members(tree)) : Optional.empty();
        } catch (JsonProcessingException unacceptable) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> members(JsonNode object) {
        Map<String, Object> members = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            value(member.getValue()).ifPresent(value -> members.put(member.getKey(), value));
        }
        return members;
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isObject()) {
            return Optional.of(members(node));
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> value(item).ifPresent(items::add));
            return Optional.of(items);
        }
        if (node.isTextual()) {
            return Optional.of(node.textValue());
        }
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }
}
