package headroom.platform.http;

import headroom.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from: its peer, or, where that is a proxy that {@link Settings#HEADROOM_TRUSTED_PROXIES} names, the
 * last address of {@code X-Forwarded-For} that is none of them. What others write into that header is not believed.
 */
final class SourceAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** An IPv4 or IPv6 address as text; nothing else is kept or counted under. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private static final Set<String> TRUSTED =
            trusted(Settings.HEADROOM_TRUSTED_PROXIES.value().orElse(""));

    private SourceAddress() {}

    static String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        return TRUSTED.contains(peer) ? behind(peer, request.getHeader(FORWARDED_FOR), TRUSTED) : peer;
    }

    static String behind(String peer, @Nullable String forwardedFor, Set<String> trusted) {
        if (forwardedFor == null) {
            return peer;
        }
        List<String> way =
                Arrays.stream(forwardedFor.split(",", -1)).map(String::strip).toList();
        for (int i = way.size() - 1; i >= 0; i--) {
            if (!ADDRESS.matcher(way.get(i)).matches()) {
                return peer;
            }
            if (!trusted.contains(way.get(i))) {
                return way.get(i);
            }
        }
        return peer;
    }

    private static Set<String> trusted(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
