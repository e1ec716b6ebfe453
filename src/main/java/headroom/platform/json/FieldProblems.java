package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import headroom.kernel.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a body while it is read, the first finding for each field. Not thread-safe. */
final class FieldProblems {
    /** A body of nothing but errors is cut here. */
    static final int MAX_ERRORS = 100;

    private final Map<String, FieldError> byField = new LinkedHashMap<>();

    /** At the value that the parser has just read; one with children must have been skipped before. */
    void add(JsonParser parser, String message) {
        add(path(parser.getParsingContext()), message);
    }

    void add(String field, String message) {
        if (byField.size() < MAX_ERRORS) {
            byField.putIfAbsent(field, new FieldError(field, message));
        }
    }

    /**
     * A field that the record does not have. A record is built from all its fields at once, so what it does not know is
     * put aside and told when it is built: from a buffer, whose place in the body is lost. The body's own parser then
     * stands in the record, at the field that completed it, or just behind it.
     */
    void addUnknown(JsonParser body, JsonParser current, String name) {
        JsonStreamContext at = body.getParsingContext();
        boolean behind = current != body && body.currentToken() == JsonToken.END_OBJECT;
        JsonStreamContext around = behind ? at : at.getParent();
        String path = pathOf(around);
        add(path.isEmpty() ? name : path + "." + name, "is not a field here");
    }

    boolean isEmpty() {
        return byField.isEmpty();
    }

    List<FieldError> all() {
        return List.copyOf(byField.values());
    }

    private static String path(JsonStreamContext context) {
        String path = pathOf(context);
        return path.isEmpty() ? "body" : path;
    }

    private static String pathOf(@Nullable JsonStreamContext context) {
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
            String step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : String.valueOf(at.getCurrentName());
            boolean dotted = path.length() > 0 && path.charAt(0) != '[';
            path.insert(0, dotted ? step + "." : step);
        }
        return path.toString();
    }
}
