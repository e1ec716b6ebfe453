package headroom.tenant.control;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigInteger;

/**
 * What a tenant's tickets look like: an RE2 pattern, which takes linear time whatever it is and is matched against. RE2 writes
 * counted repetitions out, nested ones in each other: without a bound a short pattern would need all memory.
 */
public final class TicketPattern {
    public static final int MAX_LENGTH = 256;

    /** So often at most may anything in it be repeated by counts, all of them multiplied. */
    private static final long MAX_REPETITIONS = 1_000;

    private static final Pattern COUNTS = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private TicketPattern() {}

    /** Whether the whole ticket is as the pattern says. */
    public static boolean matches(String pattern, String ticket) {
        return Pattern.matches(pattern, ticket);
    }

    /** Whether it is a pattern at all. */
    public static boolean isValid(String pattern) {
        if (pattern.isEmpty() || pattern.length() > MAX_LENGTH || isRepeatedTooOften(pattern)) {
            return false;
        }
        try {
            return Pattern.compile(pattern) != null;
        } catch (PatternSyntaxException broken) {
            return false;
        }
    }

    private static boolean isRepeatedTooOften(String pattern) {
        BigInteger repetitions = BigInteger.ONE;
        Matcher counts = COUNTS.matcher(pattern);
        while (counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            repetitions = repetitions.multiply(new BigInteger(most).max(BigInteger.ONE));
        }
        return repetitions.compareTo(BigInteger.valueOf(MAX_REPETITIONS)) > 0;
    }
}
