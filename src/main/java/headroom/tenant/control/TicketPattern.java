package headroom.tenant.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** What a tenant's tickets look like: an RE2 pattern, which takes linear time whatever it is and is matched against. */
public final class TicketPattern {
    public static final int MAX_LENGTH = 256;

    private TicketPattern() {}

    /** Whether the whole ticket is as the pattern says. */
    public static boolean matches(String pattern, String ticket) {
        return Pattern.matches(pattern, ticket);
    }

    /** Whether it is a pattern at all. */
    public static boolean isValid(String pattern) {
        if (pattern.isEmpty() || pattern.length() > MAX_LENGTH) {
            return false;
        }
        try {
            return Pattern.compile(pattern) != null;
        } catch (PatternSyntaxException broken) {
            return false;
        }
    }
}
