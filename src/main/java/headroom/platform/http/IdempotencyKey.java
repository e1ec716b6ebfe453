package headroom.platform.http;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.platform.json.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that a caller gave a request, so that its repetition takes effect once (rule A6).
 *
 * @param key 1 to 255 characters
 * @param requestHash SHA-256 over method, path and body: what the key was used with
 */
public record IdempotencyKey(String key, String requestHash) {
    public static final String HEADER = "Idempotency-Key";
    public static final int MAX_LENGTH = 255;

    private static final String BODY_ATTRIBUTE = IdempotencyKey.class.getName() + ".body";

    /** The key of this POST, where it has one: other methods are repeatable by themselves. Read after the body. */
    public static Optional<IdempotencyKey> of(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key == null || !HttpMethod.POST.equals(request.getMethod())) {
            return Optional.empty();
        }
        check(key);
        Object body = request.getAttribute(BODY_ATTRIBUTE);
        return Optional.of(new IdempotencyKey(key, hash(request, body instanceof byte[] bytes ? bytes : null)));
    }

    static void noteBody(HttpServletRequest request, byte[] body) {
        if (request.getHeader(HEADER) != null) {
            request.setAttribute(BODY_ATTRIBUTE, body);
        }
    }

    private static void check(String key) {
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            throw invalid("must have 1 to " + MAX_LENGTH + " characters");
        }
        try {
            Texts.checked(key);
        } catch (IllegalArgumentException broken) {
            throw invalid(String.valueOf(broken.getMessage()));
        }
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(Refusal.of(
                Refusal.Kind.VALIDATION, "a header breaks the contract", List.of(new FieldError(HEADER, message))));
    }

    private static String hash(HttpServletRequest request, byte @Nullable [] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String line = request.getMethod() + " " + request.getRequestURI() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(body == null ? digest.digest() : digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
