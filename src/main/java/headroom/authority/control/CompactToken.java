package headroom.authority.control;

import headroom.authority.rule.BearerToken;
import headroom.authority.rule.Claims;
import headroom.platform.json.StrictObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A signed JWT taken apart, nothing of it believed yet. What another parser could read otherwise is none: parts that are
 * not canonical base64url, bytes that are not UTF-8, members given twice.
 *
 * @param text as it was sent
 */
record CompactToken(String text, Map<String, Object> header, Claims claims) {
    /** A key id longer than this is none. */
    private static final int MAX_KEY_ID = 255;

    static Optional<CompactToken> parse(String text) {
        if (!BearerToken.isCompact(text)) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        if (decoded(parts[2]).isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, Object>> header = object(parts[0]);
        Optional<Map<String, Object>> claims = object(parts[1]);
        return header.isPresent() && claims.isPresent()
                ? Optional.of(new CompactToken(text, header.get(), new Claims(claims.get())))
                : Optional.empty();
    }

    /**
     * Whether the header asks for nothing that is not done here: no extension ({@code crit}), no unencoded payload
     * ({@code b64}), nothing of encryption, and one key named.
     */
    boolean isPlain() {
        return !header.containsKey("crit")
                && !header.containsKey("b64")
                && !header.containsKey("enc")
                && !header.containsKey("zip")
                && header.get("kid") instanceof String kid
                && !kid.isEmpty()
                && kid.length() <= MAX_KEY_ID;
    }

    private static Optional<Map<String, Object>> object(String part) {
        return decoded(part).flatMap(CompactToken::utf8).flatMap(StrictObject::read);
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return canonical.equals(part) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
