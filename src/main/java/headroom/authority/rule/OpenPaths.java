package headroom.authority.rule;

import java.util.List;
import java.util.Set;

/** What is served without a token. Everything that is not named here needs one. */
public final class OpenPaths {
    private static final Set<String> EXACT = Set.of(
            "/health",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/metrics",
            "/openapi",
            "/oauth2/token",
            "/oauth2/jwks",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/.well-known/oauth-authorization-server",
            "/",
            "/index.html",
            "/style.css",
            "/swagger-ui");

    /** Folders of files; nothing below them is calculated. */
    private static final List<String> FOLDERS = List.of("/swagger-ui/", "/webjars/swagger-ui/");

    private OpenPaths() {}

    /**
     * Whether a path is open.
     *
     * @param path decoded and normalised, as the container dispatches on it, and not as it was sent
     */
    public static boolean contains(String path) {
        return EXACT.contains(path) || (FOLDERS.stream().anyMatch(path::startsWith) && isPlain(path));
    }

    private static boolean isPlain(String path) {
        return !path.contains("..")
                && !path.contains("//")
                && path.chars().noneMatch(c -> c == ';' || c == '\\' || c == '%' || Character.isISOControl(c));
    }
}
