package headroom.audit.control;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.platform.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Views as they can stand in an entry: in canonical form a number is a double, and an amount of 19 digits is none. */
public final class ExactJson {
    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};

    private ExactJson() {}

    /** A view as JSON whose numbers are strings. */
    public static Object of(Object view) {
        return texts(Json.read(Json.write(view), ANYTHING));
    }

    private static Object texts(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> members = new TreeMap<>();
            object.forEach((name, member) -> {
                if (member != null) {
                    members.put(name.toString(), texts(member));
                }
            });
            return members;
        }
        if (value instanceof List<?> array) {
            return array.stream().map(ExactJson::texts).toList();
        }
        return value instanceof BigDecimal number
                ? number.toPlainString()
                : value instanceof Number whole ? whole.toString() : value;
    }
}
