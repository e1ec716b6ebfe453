package headroom.audit.control.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/** JSON in the one form that it can be hashed in (RFC 8785). */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The same object in canonical form. It must hold no numbers but small integers: others lose digits there.
     *
     * @throws IllegalArgumentException where the text is no JSON object
     */
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
