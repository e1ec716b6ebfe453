package headroom.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper: snake_case names, plain decimals, instants in UTC with microseconds. What it reads is limited
 * before it costs anything. Thread-safe.
 */
public final class Json {
    /** Deeper nesting is refused. */
    public static final int MAX_DEPTH = 32;

    /** A longer number is refused as text, before it becomes a number. */
    public static final int MAX_NUMBER_CHARS = 30;

    static final int MAX_NAME_CHARS = 256;

    private static final ObjectMapper MAPPER = JsonMapper.builder(factory())
            .addModule(new WireTypes())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final ObjectMapper PLAIN =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** The value as JSON text. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), unwritable);
        }
    }

    /** Text that this service wrote itself. */
    public static <T> T read(String json, TypeReference<T> type) {
        try {
            return PLAIN.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("what was written here cannot be read", unreadable);
        }
    }

    /** The same, for a type that {@link #write} wrote. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("what was written here cannot be read", unreadable);
        }
    }

    static ObjectMapper mapper() {
        return MAPPER;
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .maxNameLength(MAX_NAME_CHARS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }
}
