package headroom.webhook.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook's deliveries go. Read so strictly that nobody who reads it after us can understand another host: ASCII
 * only, no user, no fragment, no backslash, a name of letters, digits and hyphens (an international one in its {@code xn--}
 * form) without a dot at its end, or an address in its one usual form. Immutable.
 *
 * @param secure https, and not http
 * @param host in lower case; an address of version 6 in eight groups without brackets
 * @param port 1 to 65,535
 * @param pathAndQuery begins with a slash
 */
public record WebhookUrl(boolean secure, String host, int port, String pathAndQuery) {
    /** What servers take. */
    public static final int MAX_CHARS = 2_048;

    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private static final Pattern FORM =
            Pattern.compile("(?i)(https?)://(\\[[0-9a-f.:]{2,45}]|[^\\[\\]/?:]+)(?::([^/?]*))?([/?].*)?");

    /** No choice within a repetition here: Java's matcher goes a call deeper each time, and a long URL would end its stack. */
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~:/?\\[\\]!$&'()*+,;=%-]*");

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern PATH = Pattern.compile("[^\\[\\]]*");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Resolvers may take a name for an address when its last label is a number, as 0x7f is; no top-level domain begins so. */
    private static final Pattern NUMBER = Pattern.compile("[0-9].*");

    /**
     * From text.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static WebhookUrl parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("must be at most " + MAX_CHARS + " characters");
        }
        Matcher matcher = FORM.matcher(text);
        if (!CHARACTERS.matcher(text).matches() || BROKEN_ESCAPE.matcher(text).find() || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be an absolute https URL in ASCII without user or fragment, as https://hooks.example.com/headroom");
        }
        boolean secure = matcher.group(1).equalsIgnoreCase("https");
        String rest = Optional.ofNullable(matcher.group(4)).orElse("/");
        if (!PATH.matcher(rest).matches()) {
            throw new IllegalArgumentException("must have brackets around an address of version 6 only");
        }
        WebhookUrl url = new WebhookUrl(
                secure,
                host(matcher.group(2).toLowerCase(Locale.ROOT)),
                port(matcher.group(3), secure),
                rest.startsWith("/") ? rest : "/" + rest);
        // What is kept is the usual form, which must be one that is read again.
        if (url.toString().length() > MAX_CHARS) {
            throw new IllegalArgumentException("must be at most " + MAX_CHARS + " characters in its usual form");
        }
        return url;
    }

    /** The address, where the host is one and not a name. */
    public Optional<IpAddress> address() {
        return IpAddress.parse(host);
    }

    /** What stands before all others of the same server: the target that is guarded. */
    public String target() {
        return host + " " + port;
    }

    private static String host(String written) {
        if (written.startsWith("[")) {
            return IpAddress.parse(written.substring(1, written.length() - 1))
                    .filter(address -> address.bits() == IpAddress.V6)
                    .map(IpAddress::toString)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "must have an address of version 6 between brackets, and no other"));
        }
        String[] labels = written.split("\\.", -1);
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            if (IpAddress.parse(written).isEmpty()) {
                throw new IllegalArgumentException("must have an address as four decimal numbers, or a name");
            }
        } else if (written.length() > MAX_NAME
                || !Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())) {
            throw new IllegalArgumentException(
                    "must have a host name of a-z 0-9 - with dots between, none at its end; an international one as xn--");
        }
        return written;
    }

    private static int port(@Nullable String written, boolean secure) {
        if (written == null) {
            return secure ? HTTPS_PORT : HTTP_PORT;
        }
        if (!PORT.matcher(written).matches() || Integer.parseInt(written) > MAX_PORT) {
            throw new IllegalArgumentException("must have a port of 1 to " + MAX_PORT);
        }
        return Integer.parseInt(written);
    }

    /** As {@link #parse} reads it again. */
    @Override
    public String toString() {
        boolean usual = port == (secure ? HTTPS_PORT : HTTP_PORT);
        return (secure ? "https://" : "http://")
                + (host.indexOf(':') < 0 ? host : "[" + host + "]")
                + (usual ? "" : ":" + port)
                + pathAndQuery;
    }
}
