package headroom.webhook.rule;

import headroom.kernel.AlertType;
import java.util.Arrays;

/**
 * Which events a webhook hears: {@code *} for all, a type, or all that begin alike, as {@code headroom.breaker.*}. Immutable.
 *
 * @param text as written
 */
public record EventPattern(String text) {
    private static final String ALL = "*";
    private static final String ALIKE = ".*";

    public EventPattern {
        boolean known = text.equals(ALL)
                || Arrays.stream(AlertType.values())
                        .map(AlertType::type)
                        .anyMatch(type -> type.equals(text) || begins(type, text));
        if (!known) {
            throw new IllegalArgumentException(
                    "must be * for all events, a type of event, or how some begin with .* behind");
        }
    }

    /** Whether an event of this type is heard. */
    public boolean matches(String type) {
        return text.equals(ALL) || text.equals(type) || begins(type, text);
    }

    private static boolean begins(String type, String pattern) {
        return pattern.endsWith(ALIKE) && type.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
