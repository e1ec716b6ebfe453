package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import headroom.kernel.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with a body while it is read, the first finding for each field. Not thread-safe. */
final class FieldProblems {
    /** A body of nothing but errors is cut here. */
    static final int MAX_ERRORS = 100;

    private final Map<String, FieldError> byField = new LinkedHashMap<>();

    void add(JsonParser parser, String message) {
        boolean atStart = parser.currentToken() != null && parser.currentToken().isStructStart();
        JsonStreamContext context = parser.getParsingContext();
        add(path(atStart ? context.getParent() : context), message);
    }

    void add(String field, String message) {
        if (byField.size() < MAX_ERRORS) {
            byField.putIfAbsent(field, new FieldError(field, message));
        }
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    List<FieldError> all() {
        return List.copyOf(byField.values());
    }

    private static String path(JsonStreamContext context) {
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
            String step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : String.valueOf(at.getCurrentName());
            boolean dotted = path.length() > 0 && path.charAt(0) != '[';
            path.insert(0, dotted ? step + "." : step);
        }
        return path.length() == 0 ? "body" : path.toString();
    }
}
