package headroom.audit.control;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.platform.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/** JSON in the one form that it can be hashed in (RFC 8785). */
public final class CanonicalJson {
    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};

    private CanonicalJson() {}

    /** The object in canonical form. It must hold no numbers but small integers: others lose digits there. */
    public static String of(Map<String, Object> object) {
        return of(Json.write(object));
    }

    /**
     * A view as JSON whose numbers are strings: in canonical form a number is a double, and an amount of 19 digits is none.
     */
    public static Object exact(Object view) {
        return texts(Json.read(Json.write(view), ANYTHING));
    }

    private static Object texts(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> members = new TreeMap<>();
            object.forEach((name, member) -> {
                if (member != null) {
                    members.put(name.toString(), texts(member));
                }
            });
            return members;
        }
        if (value instanceof List<?> array) {
            return array.stream().map(CanonicalJson::texts).toList();
        }
        return value instanceof BigDecimal number
                ? number.toPlainString()
                : value instanceof Number whole ? whole.toString() : value;
    }

    /** The same object in canonical form. */
    public static String of(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException broken) {
            throw new IllegalArgumentException("is not JSON that has a canonical form", broken);
        }
    }

    /** SHA-256 of canonical JSON, in hexadecimal digits. */
    public static String hash(String canonical) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
