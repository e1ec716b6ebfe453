package headroom.kernel;

import java.util.regex.Pattern;

/**
 * Names a tenant: 1 to 64 characters of {@code a-z A-Z 0-9 . _ -}, the first a letter or digit.
 *
 * @param value the name as it stands in every key of the database
 */
public record TenantId(String value) {
    /** As a regular expression. */
    public static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** The tenant of a caller that names none. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a tenant id is 1 to 64 of a-z A-Z 0-9 . _ -");
        }
    }

    public static boolean isValid(String value) {
        return PATTERN.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
