package headroom.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a body into a record and lets nothing pass that the contract does not allow: unknown and duplicate fields, wrong
 * types, long numbers, deep nesting, and what the record's own constraints forbid. All errors are told at once.
 */
@ApplicationScoped
public class StrictJson {
    private static final Pattern UPPER_CASE = Pattern.compile("([a-z0-9])([A-Z])");

    private static final ObjectReader READER = Json.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withHandler(new UnknownFields());

    @Inject
    private Validator validator;

    /**
     * The body as a record.
     *
     * @throws RefusedException with every error
     */
    public <T> T read(byte[] body, Class<T> type) {
        FieldProblems problems = new FieldProblems();
        T value = bind(body, type, problems);
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
            T value = READER.forType(type)
                    .withAttribute(FieldProblems.class, problems)
                    .readValue(body);
            if (value == null) {
                throw refused(List.of(new FieldError("body", "must be an object")));
            }
            return value;
        } catch (StreamConstraintsException beyond) {
            problems.add(
                    "body",
                    "goes beyond a limit: numbers of " + Json.MAX_NUMBER_CHARS + " characters, names of "
                            + Json.MAX_NAME_CHARS + ", nesting of " + Json.MAX_DEPTH);
            throw refused(problems.all());
        } catch (MismatchedInputException mismatch) {
            problems.add("body", "must be a JSON object as the contract describes");
            throw refused(problems.all());
        } catch (JsonProcessingException malformed) {
            problems.add("body", "is not acceptable JSON: " + reason(malformed));
            throw refused(problems.all());
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail to be read", impossible);
        }
    }

    /** What the parser says, without the classes it says it of. */
    private static String reason(JsonProcessingException malformed) {
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

    private static String fieldName(Path path) {
        return UPPER_CASE.matcher(path.toString()).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }

    private static final class UnknownFields extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            StrictScalar.problems(context).add(parser, "is not a field here");
            parser.skipChildren();
            return true;
        }
    }
}
