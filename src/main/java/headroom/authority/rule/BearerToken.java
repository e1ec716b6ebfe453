package headroom.authority.rule;

import java.util.List;
import java.util.Optional;

/** The token of a request, as RFC 6750 has it in the Authorization header. Read by hand: every request passes here. */
public final class BearerToken {
    /** A longer one is none of ours, and costs time to look at. */
    public static final int MAX_CHARS = 8_192;

    private static final String SCHEME = "Bearer";
    private static final int DOTS = 2;

    private BearerToken() {}

    /** Whether the sender tried to present a token at all. */
    public static boolean isPresented(List<String> authorizations) {
        return authorizations.size() > 1 || authorizations.stream().anyMatch(BearerToken::hasScheme);
    }

    /** The token, where there is exactly one header with exactly one that has the form of a signed JWT. */
    public static Optional<String> of(List<String> authorizations) {
        if (authorizations.size() != 1) {
            return Optional.empty();
        }
        String value = authorizations.get(0);
        if (value.length() > MAX_CHARS + SCHEME.length() + 1 || !hasScheme(value)) {
            return Optional.empty();
        }
        int at = SCHEME.length();
        while (at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
        return Optional.of(value.substring(at)).filter(BearerToken::isCompact);
    }

    private static boolean hasScheme(String value) {
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) == ' ');
    }

    /** Whether a text has the form of a signed JWT: three parts of base64url, none of them empty. */
    public static boolean isCompact(String text) {
        if (text.length() > MAX_CHARS) {
            return false;
        }
        int dots = 0;
        int partBegins = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == partBegins) {
                    return false;
                }
                dots++;
                partBegins = i + 1;
            } else if (!isBase64url(c)) {
                return false;
            }
        }
        return dots == DOTS && partBegins < text.length();
    }

    private static boolean isBase64url(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
