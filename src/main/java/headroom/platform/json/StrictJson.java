package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body into a record and lets nothing pass that the contract does not allow: unknown and duplicate fields, wrong
 * types, long numbers, deep nesting, and what the record's own constraints forbid. All errors are told at once.
 */
@ApplicationScoped
public class StrictJson {
    private static final PropertyNamingStrategies.SnakeCaseStrategy WIRE_NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private static final ObjectReader READER = Json.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withHandler(new Misfits());

    /** One for each type: to make one costs about as much as to use it. */
    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return READER.forType(type);
        }
    };

    @Inject
    private Validator validator;

    /**
     * The body as a record.
     *
     * @throws RefusedException with every error
     */
    public <T> T read(byte[] body, Class<T> type) {
        return read(body, type, validator);
    }

    static <T> T read(byte[] body, Class<T> type, Validator validator) {
        FieldProblems problems = new FieldProblems();
        T value = bind(body, type, problems);
        if (problems.isEmpty() && value instanceof PlainlyValid plain && plain.keepsItsRules()) {
            return value;
        }
        for (ConstraintViolation<T> violation : validator.validate(value)) {
            problems.add(fieldName(violation.getPropertyPath()), violation.getMessage());
        }
        if (!problems.isEmpty()) {
            throw refused(problems.all());
        }
        return value;
    }

    private static <T> T bind(byte[] body, Class<T> type, FieldProblems problems) {
        try {
            T value = READERS.get(type)
                    .withAttribute(FieldProblems.class, problems)
                    .readValue(body);
            if (value == null) {
                problems.add("body", "must be an object");
                throw refused(problems.all());
            }
            return value;
        } catch (JsonProcessingException unreadable) {
            problems.add("body", reason(unreadable));
            throw refused(problems.all());
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail to be read", impossible);
        }
    }

    private static String reason(JsonProcessingException unreadable) {
        if (unreadable instanceof StreamConstraintsException
                || unreadable.getCause() instanceof StreamConstraintsException) {
            return "goes beyond a limit: numbers of " + Json.MAX_NUMBER_CHARS + " characters, names of "
                    + Json.MAX_NAME_CHARS + ", nesting of " + Json.MAX_DEPTH;
        }
        return unreadable instanceof MismatchedInputException
                ? "must be a JSON object as the contract describes"
                : "is not acceptable JSON: " + saidByTheParser(unreadable);
    }

    /** What the parser says, without the classes it says it of. */
    private static String saidByTheParser(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage();
        String first = message.lines().findFirst().orElse("");
        boolean internal = first.contains("com.fasterxml") || first.contains("java.");
        String where = malformed.getLocation() == null
                ? ""
                : " at line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr();
        return (internal ? "malformed" : first) + where;
    }

    private static RefusedException refused(List<FieldError> errors) {
        return new RefusedException(Refusal.of(Refusal.Kind.VALIDATION, "the body breaks the contract", errors));
    }

    /** The path with the names of the wire; an element of a list is named by its index alone. */
    private static String fieldName(Path path) {
        StringBuilder name = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                name.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && node.getKind() == ElementKind.PROPERTY) {
                name.append(name.length() == 0 ? "" : ".").append(WIRE_NAMES.translate(node.getName()));
            }
        }
        return name.length() == 0 ? "body" : name.toString();
    }

    /** Notes what does not fit the record, and goes on reading. */
    private static final class Misfits extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            parser.skipChildren();
            StrictScalar.problems(context).addUnknown(context.getParser(), parser, name);
            return true;
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String failure)
                throws IOException {
            return misfit(context, parser, type.isCollectionLikeType() ? "must be an array" : "must be an object");
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String failure)
                throws IOException {
            return misfit(context, parser, "must be an object");
        }

        private static @Nullable Object misfit(DeserializationContext context, JsonParser parser, String message)
                throws IOException {
            parser.skipChildren();
            StrictScalar.problems(context).add(parser, message);
            return null;
        }
    }
}
