package headroom.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import headroom.kernel.Amount;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** How the types of the wire are written and, strictly, read. */
final class WireTypes extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<JsonToken> NUMBERS = Set.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT);
    private static final Set<JsonToken> TEXTS = Set.of(JsonToken.VALUE_STRING);

    WireTypes() {
        read(String.class, TEXTS, "a string", Texts::checked);
        read(Amount.class, NUMBERS, "a number", Texts::amount);
        read(BigDecimal.class, NUMBERS, "a number", Texts::decimal);
        read(Integer.class, Set.of(JsonToken.VALUE_NUMBER_INT), "an integer", Texts::integer);
        read(Boolean.class, Set.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE), "true or false", Boolean::valueOf);
        read(UUID.class, TEXTS, "a string", Texts::uuid);
        read(Duration.class, TEXTS, "a string", Texts::duration);
        read(Instant.class, TEXTS, "a string", Texts::instant);
        addDeserializer(Metadata.class, new MetadataReader());
        addDeserializer(Patch.class, patches());
        setDeserializerModifier(new StrictEnums());
        write(Amount.class, (amount, out) -> out.writeNumber(new BigDecimal(amount.toString())));
        write(Instant.class, (instant, out) -> out.writeString(Texts.instant(instant)));
        write(Metadata.class, (metadata, out) -> out.writeRawValue(metadata.json()));
        addSerializer(Enum.class, writer((value, out) -> out.writeString(Texts.wireName(value))));
    }

    private <T> void read(Class<T> type, Set<JsonToken> tokens, String expected, Function<String, T> conversion) {
        addDeserializer(type, new StrictScalar<>(type, tokens, expected, conversion));
    }

    private <T> void write(Class<T> type, Writing<T> writing) {
        addSerializer(type, writer(writing));
    }

    private static <T> JsonSerializer<T> writer(Writing<T> writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writing.write(value, out);
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static JsonDeserializer<Patch> patches() {
        return (JsonDeserializer) new PatchReader();
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }
}
