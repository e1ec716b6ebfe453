package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells a field that is absent from one that is null. */
final class PatchReader extends JsonDeserializer<Patch<?>> implements ContextualDeserializer {
    private final @Nullable JsonDeserializer<?> content;

    PatchReader() {
        this(null);
    }

    private PatchReader(@Nullable JsonDeserializer<?> content) {
        this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        JavaType type = property == null ? context.getContextualType() : property.getType();
        return new PatchReader(context.findContextualValueDeserializer(type.containedType(0), property));
    }

    @Override
    public Patch<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (content == null) {
            throw new IllegalStateException("a patch is read in the context of its field");
        }
        Object value = content.deserialize(parser, context);
        return value == null ? Patch.absent() : Patch.of(value);
    }

    @Override
    public Patch<?> getNullValue(DeserializationContext context) {
        return Patch.of(null);
    }

    @Override
    public Patch<?> getAbsentValue(DeserializationContext context) {
        return Patch.absent();
    }
}
