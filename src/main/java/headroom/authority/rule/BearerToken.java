package headroom.authority.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token of a request, as RFC 6750 has it in the Authorization header. */
public final class BearerToken {
    /** A longer one is none of ours, and costs time to look at. */
    public static final int MAX_CHARS = 8_192;

    private static final Pattern BEARER = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr](?: +(.*))?");
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private BearerToken() {}

    /** Whether the sender tried to present a token at all. */
    public static boolean isPresented(List<String> authorizations) {
        return authorizations.size() > 1
                || authorizations.stream()
                        .anyMatch(value -> BEARER.matcher(value).matches());
    }

    /** The token, where there is exactly one header with exactly one that has the form of a signed JWT. */
    public static Optional<String> of(List<String> authorizations) {
        if (authorizations.size() != 1 || authorizations.get(0).length() > MAX_CHARS + "Bearer ".length()) {
            return Optional.empty();
        }
        Matcher bearer = BEARER.matcher(authorizations.get(0));
        return bearer.matches()
                ? Optional.ofNullable(bearer.group(1)).filter(BearerToken::isCompact)
                : Optional.empty();
    }

    /** Whether a text has the form of a signed JWT. */
    public static boolean isCompact(String text) {
        return text.length() <= MAX_CHARS && COMPACT.matcher(text).matches();
    }
}
