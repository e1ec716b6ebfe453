package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one scalar from the JSON type that it must have and no other. What is wrong is noted and reading goes on, so that
 * a caller hears of all errors at once.
 *
 * @param <T> what it becomes
 */
class StrictScalar<T> extends StdDeserializer<T> {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Set<JsonToken> tokens;
    private final String expected;
    private final transient Function<String, T> conversion;

    /**
     * A reader of one type.
     *
     * @param tokens what it may be written as
     * @param expected the same, for people
     * @param conversion from its text; throws IllegalArgumentException with the broken rule
     */
    StrictScalar(Class<T> type, Set<JsonToken> tokens, String expected, Function<String, T> conversion) {
        super(type);
        this.tokens = tokens;
        this.expected = expected;
        this.conversion = conversion;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!tokens.contains(parser.currentToken())) {
            parser.skipChildren();
            problems(context).add(parser, "must be " + expected);
            return null;
        }
        try {
            return conversion.apply(parser.getText());
        } catch (IllegalArgumentException broken) {
            problems(context).add(parser, String.valueOf(broken.getMessage()));
            return null;
        }
    }

    static FieldProblems problems(DeserializationContext context) {
        return (FieldProblems) context.getAttribute(FieldProblems.class);
    }
}
