package headroom.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import headroom.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes tokens of any shape, good and bad, without the library that checks them: text for text, signed over exactly these
 * bytes.
 */
public final class TokenForge {
    private final ECKey key;
    private final String issuer;
    private final String audience;
    private final Instant now;

    /**
     * A forge.
     *
     * @param key the issuer's own, with its private part
     */
    public TokenForge(ECKey key, String issuer, String audience, Instant now) {
        this.key = key;
        this.issuer = issuer;
        this.audience = audience;
        this.now = now;
    }

    public ECKey key() {
        return key;
    }

    public String issuer() {
        return issuer;
    }

    public Instant now() {
        return now;
    }

    /** The header of a good token. */
    public Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "ES256");
        header.put("typ", "at+jwt");
        header.put("kid", key.getKeyID());
        return header;
    }

    /** The claims of a good token. */
    public Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", "client-1");
        claims.put("aud", audience);
        claims.put("client_id", "client-1");
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 600);
        claims.put("jti", "4f1c");
        claims.put("scope", "orch:read orch:operate");
        claims.put("tenant", "default");
        return claims;
    }

    public String good() {
        return signed(header(), claims());
    }

    public String withHeader(String name, Object value) {
        return signed(with(header(), name, value), claims());
    }

    public String withClaim(String name, Object value) {
        return signed(header(), with(claims(), name, value));
    }

    public String withoutHeader(String name) {
        return signed(without(header(), name), claims());
    }

    public String withoutClaim(String name) {
        return signed(header(), without(claims(), name));
    }

    public String signed(Map<String, Object> header, Map<String, Object> claims) {
        return signed(Json.write(header), Json.write(claims), key);
    }

    /** The key's signature over these texts, whatever they say. */
    public static String signed(String header, String claims, ECKey key) {
        return signed(base64(header), base64(claims), Signing.P1363, key);
    }

    /** The key's signature over two parts that stand as they are. */
    public static String signed(String headerPart, String claimsPart, Signing form, ECKey key) {
        String input = headerPart + "." + claimsPart;
        try {
            Signature signature = Signature.getInstance(form.algorithm);
            signature.initSign(key.toECPrivateKey());
            signature.update(input.getBytes(StandardCharsets.UTF_8));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How a signature is written down. */
    public enum Signing {
        P1363("SHA256withECDSAinP1363Format"),
        DER("SHA256withECDSA");

        private final String algorithm;

        Signing(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    public static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return more;
    }

    public static Map<String, Object> without(Map<String, Object> members, String name) {
        Map<String, Object> fewer = new LinkedHashMap<>(members);
        fewer.remove(name);
        return fewer;
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
