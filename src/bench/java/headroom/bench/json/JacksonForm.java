package headroom.bench.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import headroom.kernel.Amount;
import headroom.platform.json.Texts;
import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocationView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Jackson as it comes: unknown and duplicate fields pass, types are converted, nothing is checked. */
final class JacksonForm implements JsonForm {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(types())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    @Override
    public AllocateRequest parse(byte[] body) {
        try {
            return mapper.readValue(body, AllocateRequest.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public byte[] render(AllocationView view) {
        try {
            return mapper.writeValueAsBytes(view);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static SimpleModule types() {
        SimpleModule types = new SimpleModule();
        types.addDeserializer(Amount.class, new JsonDeserializer<>() {
            @Override
            public Amount deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Amount.of(parser.getDecimalValue());
            }
        });
        types.addDeserializer(Duration.class, new JsonDeserializer<>() {
            @Override
            public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Duration.parse(parser.getText());
            }
        });
        types.addSerializer(Amount.class, writer((amount, out) -> out.writeNumber(new BigDecimal(amount.toString()))));
        types.addSerializer(Instant.class, writer((instant, out) -> out.writeString(Texts.instant(instant))));
        types.addSerializer(
                Enum.class, writer((value, out) -> out.writeString(value.name().toLowerCase(Locale.ROOT))));
        return types;
    }

    private static <T> JsonSerializer<T> writer(Writing<T> writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writing.write(value, out);
            }
        };
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }
}
