package headroom.platform.http;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.json.Texts;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The query and path parameters of one request, read as strictly as a body: unknown ones, repeated ones and broken ones
 * are all told at once by {@link #check}. Not thread-safe.
 */
public final class Parameters {
    /** Elements of a list where the caller names no limit. */
    public static final int DEFAULT_LIMIT = 100;

    /** Elements of a list at most. */
    public static final int MAX_LIMIT = 500;

    private static final int MAX_VALUE_CHARS = 512;

    private final MultivaluedMap<String, String> query;
    private final List<FieldError> errors = new ArrayList<>();

    private Parameters(MultivaluedMap<String, String> query) {
        this.query = query;
    }

    /**
     * The parameters of a request that knows these names.
     *
     * @param known the query parameters that the call has; others are errors
     */
    public static Parameters of(UriInfo uri, Set<String> known) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        parameters.query.forEach((name, values) -> {
            if (!known.contains(name)) {
                parameters.errors.add(new FieldError(shortened(name), "is not a parameter here"));
            } else if (values.size() > 1) {
                parameters.errors.add(new FieldError(name, "is given more than once"));
            }
        });
        return parameters;
    }

    /** A path segment that must be a UUID; another cannot name anything. */
    public static UUID id(String segment) {
        try {
            return Texts.uuid(segment);
        } catch (IllegalArgumentException unreadable) {
            throw broken("id", String.valueOf(unreadable.getMessage()));
        }
    }

    /** A path segment that must be a number from 0 on. */
    public static long number(String name, String segment) {
        try {
            long number = Long.parseLong(segment);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notNumber) {
            // refused below, as a negative one is
        }
        throw broken(name, "must be an integer from 0 on");
    }

    /** A path segment that must be able to name a tenant. */
    public static TenantId tenant(String segment) {
        if (!TenantId.isValid(segment)) {
            throw broken("tenant", "must be 1 to 64 of a-z A-Z 0-9 . _ -");
        }
        return new TenantId(segment);
    }

    private static RefusedException broken(String name, String message) {
        return new RefusedException(Refusal.of(
                Refusal.Kind.VALIDATION, "the path breaks the contract", List.of(new FieldError(name, message))));
    }

    /** A parameter converted, where it is given; what is wrong with it is noted. */
    public <T> Optional<T> read(String name, Function<String, T> conversion) {
        String text = query.getFirst(name);
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > MAX_VALUE_CHARS) {
            errors.add(new FieldError(name, "must be at most " + MAX_VALUE_CHARS + " characters"));
            return Optional.empty();
        }
        try {
            return Optional.of(conversion.apply(Texts.checked(text)));
        } catch (IllegalArgumentException broken) {
            errors.add(new FieldError(name, String.valueOf(broken.getMessage())));
            return Optional.empty();
        }
    }

    /** {@code limit}: 1 to {@value #MAX_LIMIT}. */
    public int limit() {
        return read("limit", text -> inRange(Texts.integer(text), 1, MAX_LIMIT)).orElse(DEFAULT_LIMIT);
    }

    /** {@code cursor}: opaque to callers; what was put into it by {@link Page}. */
    public <T> Optional<T> cursor(Function<String, T> conversion) {
        return read("cursor", text -> {
            try {
                return conversion.apply(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException broken) {
                throw new IllegalArgumentException("is not a cursor of this list", broken);
            }
        });
    }

    public Optional<Boolean> flag(String name) {
        return read(name, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        });
    }

    /** An integer within bounds. */
    public static int inRange(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("must be " + least + " to " + most);
        }
        return value;
    }

    /** Refuses the request where anything was wrong. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new RefusedException(
                    Refusal.of(Refusal.Kind.VALIDATION, "the parameters break the contract", errors));
        }
    }

    private static String shortened(String name) {
        return name.length() > MAX_VALUE_CHARS ? name.substring(0, MAX_VALUE_CHARS) : name;
    }
}
