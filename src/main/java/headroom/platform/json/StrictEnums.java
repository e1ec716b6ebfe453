package headroom.platform.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import java.io.Serial;
import java.util.Set;

/** Reads every enum from its name in lower case, and from nothing else. */
final class StrictEnums extends BeanDeserializerModifier {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config, JavaType type, BeanDescription description, JsonDeserializer<?> original) {
        return reader(type.getRawClass().asSubclass(Enum.class));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static JsonDeserializer<?> reader(Class<? extends Enum> type) {
        return new StrictScalar(
                type, Set.of(JsonToken.VALUE_STRING), "a string", text -> Texts.constant(type, (String) text));
    }
}
