package headroom.breaker.entity;

import headroom.kernel.TenantId;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose breaker for which service.
 *
 * @param service 1 to 64 of {@code A-Z a-z 0-9 . _ -}, the first a letter or digit, and no {@linkplain #RESERVED word of the paths}
 */
public record ServiceKey(TenantId tenant, String service) {
    /** Paths of their own below {@code /breakers}. */
    public static final Set<String> RESERVED = Set.of("defaults", "events");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ServiceKey {
        if (!isName(service)) {
            throw new IllegalArgumentException("not the name of a service: " + service);
        }
    }

    /** Whether a service can be named so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !RESERVED.contains(text);
    }
}
