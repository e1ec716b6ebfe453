package headroom.throttle.rule;

/**
 * Which jobs: of one type, from one source.
 *
 * @param jobType what is done, as callers name it
 * @param source what for, as callers name it
 */
public record JobKind(String jobType, String source) {
    /** How both are written, as a regular expression. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}";

    /** The same for people. */
    public static final String NAME_RULE = "must be 1 to 128 of A-Z a-z 0-9 . _ : / -, the first a letter or digit";

    private static final int MAX_NAME = 128;

    /** Whether both may be written so. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > MAX_NAME || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char at = text.charAt(i);
            if (!isLetterOrDigit(at) && "._:/-".indexOf(at) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char at) {
        return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9');
    }
}
