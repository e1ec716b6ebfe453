package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a caller's own object: any JSON, as long as the database can keep it and it stays small. */
final class MetadataReader extends StdDeserializer<Metadata> {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Powers of ten that a number may have: beyond, a short text is a huge number. */
    private static final int MAX_EXPONENT = 30;

    MetadataReader() {
        super(Metadata.class);
    }

    @Override
    public @Nullable Metadata deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        FieldProblems problems = StrictScalar.problems(context);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            problems.add(parser, "must be an object");
            return null;
        }
        JsonNode tree = context.readTree(parser);
        try {
            check(tree);
        } catch (IllegalArgumentException broken) {
            problems.add(parser, String.valueOf(broken.getMessage()));
            return null;
        }
        String json = tree.toString();
        if (json.getBytes(StandardCharsets.UTF_8).length > Metadata.MAX_BYTES) {
            problems.add(parser, "must be at most " + Metadata.MAX_BYTES + " bytes");
            return null;
        }
        return new Metadata(json);
    }

    private static void check(JsonNode node) {
        if (node.isTextual()) {
            Texts.checked(node.textValue());
        } else if (node.isNumber()) {
            checkNumber(node.decimalValue());
        } else if (node.isArray()) {
            node.forEach(MetadataReader::check);
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                Texts.checked(field.getKey());
                check(field.getValue());
            }
        }
    }

    private static void checkNumber(BigDecimal number) {
        int magnitude = number.precision() - number.scale();
        if (number.signum() != 0 && (Math.abs(magnitude) > MAX_EXPONENT || Math.abs(number.scale()) > MAX_EXPONENT)) {
            throw new IllegalArgumentException("a number in it is out of range");
        }
    }
}
