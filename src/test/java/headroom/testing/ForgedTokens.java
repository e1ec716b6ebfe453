package headroom.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import headroom.platform.json.Json;
import headroom.testing.TokenForge.Signing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that must be refused, by what is wrong with them. Each differs from a good one in that alone. */
public final class ForgedTokens {
    private final TokenForge forge;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    private ForgedTokens(TokenForge forge) {
        this.forge = forge;
    }

    /** All of them. */
    public static Map<String, String> of(TokenForge forge) {
        ForgedTokens forged = new ForgedTokens(forge);
        List.<Consumer<ForgedTokens>>of(
                        ForgedTokens::algorithms,
                        ForgedTokens::signatures,
                        ForgedTokens::keys,
                        ForgedTokens::extensions,
                        ForgedTokens::meant,
                        ForgedTokens::times,
                        ForgedTokens::callers,
                        ForgedTokens::json,
                        ForgedTokens::shapes)
                .forEach(kind -> kind.accept(forged));
        return forged.tokens;
    }

    private void add(String name, String token) {
        if (tokens.put(name, token) != null) {
            throw new IllegalArgumentException(name + " stands there twice");
        }
    }

    private void algorithms() {
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            String unsigned = part(TokenForge.with(forge.header(), "alg", none)) + "." + part(forge.claims()) + ".";
            add("alg " + none, unsigned);
            add("alg " + none + " with a signature", unsigned + "AAAA");
        }
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicBytes())
                + "\n-----END PUBLIC KEY-----\n";
        add("HS256 with the public key as PEM", hmac("HS256", "HmacSHA256", pem.getBytes(StandardCharsets.UTF_8)));
        add("HS256 with the public key as DER", hmac("HS256", "HmacSHA256", publicBytes()));
        byte[] jwk = forge.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        add("HS256 with the public key as JWK", hmac("HS256", "HmacSHA256", jwk));
        add("HS384 with the public key as JWK", hmac("HS384", "HmacSHA384", jwk));
        add("HS512 with the public key as JWK", hmac("HS512", "HmacSHA512", jwk));
        for (String other : List.of("RS256", "PS256", "ES384", "ES512", "ES256K", "EdDSA", "es256", "", "XX999")) {
            add("alg '" + other + "' over the signature of another", forge.withHeader("alg", other));
        }
        add("no alg", forge.withoutHeader("alg"));
        add("alg is a list", forge.withHeader("alg", List.of("ES256")));
    }

    private void signatures() {
        String good = forge.good();
        String input = good.substring(0, good.lastIndexOf('.') + 1);
        String signature = good.substring(input.length());
        add("no signature", input);
        add("signature of zeros", input + TokenForge.base64(new byte[64]));
        add("signature cut short", good.substring(0, good.length() - 8));
        add("signature too long", good + "AAAA");
        add(
                "signature as DER",
                TokenForge.signed(part(forge.header()), part(forge.claims()), Signing.DER, forge.key()));
        char first = signature.charAt(0) == 'A' ? 'B' : 'A';
        add("signature altered", input + first + signature.substring(1));
        String[] parts = good.split("\\.");
        String more = part(TokenForge.with(forge.claims(), "scope", "orch:platform"));
        add("claims altered", parts[0] + "." + more + "." + parts[2]);
        add("header altered", part(TokenForge.with(forge.header(), "cty", "x")) + "." + parts[1] + "." + parts[2]);
        // The last character of 64 bytes in base64 carries four bits that mean nothing.
        int last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .indexOf(good.charAt(good.length() - 1));
        String twin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".substring(last + 1, last + 2);
        add("signature in another spelling", good.substring(0, good.length() - 1) + twin);
    }

    private void keys() {
        ECKey stranger = stranger();
        String claims = Json.write(forge.claims());
        add("another's key under our kid", TokenForge.signed(Json.write(forge.header()), claims, stranger));
        for (String kid : List.of(
                "../../../../dev/null",
                "/proc/self/environ",
                "' or '1'='1",
                "x'; drop table signing_keys; --",
                "http://127.0.0.1:1/key",
                "file:///etc/passwd",
                "unknown",
                "k".repeat(300))) {
            Map<String, Object> header = TokenForge.with(forge.header(), "kid", kid);
            add("kid " + kid, TokenForge.signed(Json.write(header), claims, stranger));
        }
        add("no kid", forge.withoutHeader("kid"));
        add("kid is empty", forge.withHeader("kid", ""));
        add("kid is a number", forge.withHeader("kid", 7));
        add("kid is a list", forge.withHeader("kid", List.of(forge.key().getKeyID())));
        Map<String, Object> jwk = stranger.toPublicJWK().toJSONObject();
        for (Map.Entry<String, Object> pointer : Map.<String, Object>of(
                        "jwk",
                        jwk,
                        "jku",
                        "http://127.0.0.1:1/jwks.json",
                        "x5u",
                        "http://127.0.0.1:1/chain.pem",
                        "x5c",
                        List.of("MIIB"))
                .entrySet()) {
            Map<String, Object> header = TokenForge.with(forge.header(), pointer.getKey(), pointer.getValue());
            add(pointer.getKey() + " of a stranger", TokenForge.signed(Json.write(header), claims, stranger));
            add(
                    pointer.getKey() + " of a stranger and his kid",
                    TokenForge.signed(
                            Json.write(TokenForge.with(header, "kid", stranger.getKeyID())), claims, stranger));
        }
    }

    private void extensions() {
        Map<String, Object> critical = TokenForge.with(forge.header(), "crit", List.of("urn:unknown"));
        add("crit unknown", forge.signed(TokenForge.with(critical, "urn:unknown", true), forge.claims()));
        add("crit empty", forge.withHeader("crit", List.of()));
        add("crit exp", forge.signed(TokenForge.with(forge.header(), "crit", List.of("exp")), forge.claims()));
        add("b64 false", forge.withHeader("b64", false));
        Map<String, Object> unencoded = TokenForge.with(forge.header(), "crit", List.of("b64"));
        add("b64 false and critical", forge.signed(TokenForge.with(unencoded, "b64", false), forge.claims()));
        add("zip", forge.withHeader("zip", "DEF"));
        add("enc", forge.withHeader("enc", "A256GCM"));
        add("no typ", forge.withoutHeader("typ"));
        add("typ JWT", forge.withHeader("typ", "JWT"));
        add("typ of an id token", forge.withHeader("typ", "id+jwt"));
        add("typ of a client's assertion", forge.withHeader("typ", "client-authentication+jwt"));
    }

    private void meant() {
        add("no iss", forge.withoutClaim("iss"));
        add("iss of another", forge.withClaim("iss", "https://evil.example"));
        add("iss with a slash", forge.withClaim("iss", forge.issuer() + "/"));
        add("iss in capitals", forge.withClaim("iss", forge.issuer().toUpperCase(java.util.Locale.ROOT)));
        add("iss is a list", forge.withClaim("iss", List.of(forge.issuer())));
        add("no aud", forge.withoutClaim("aud"));
        add("aud of another", forge.withClaim("aud", "another"));
        add("aud is a part of ours", forge.withClaim("aud", "head"));
        add("aud is empty", forge.withClaim("aud", List.of()));
        add("aud is a number", forge.withClaim("aud", 1));
    }

    private void times() {
        long now = forge.now().getEpochSecond();
        add("no exp", forge.withoutClaim("exp"));
        add("exp long ago", forge.withClaim("exp", now - 3_600));
        add("exp just beyond the leeway", forge.withClaim("exp", now - 61));
        add("exp is a string", forge.withClaim("exp", Long.toString(now + 600)));
        add("exp is true", forge.withClaim("exp", true));
        add("exp is negative", forge.withClaim("exp", -1));
        add("exp is beyond all time", forge.withClaim("exp", new BigDecimal("1e20")));
        add("exp is null", signedText(Json.write(forge.claims()).replaceFirst("\"exp\":\\d+", "\"exp\":null")));
        add("exp has a huge exponent", signedText(text("exp", "1e1000000000")));
        add("exp has a thousand digits", signedText(text("exp", "9".repeat(1_000))));
        add("exp is NaN", signedText(text("exp", "NaN")));
        add("nbf ahead", forge.withClaim("nbf", now + 120));
        add("nbf is a string", forge.withClaim("nbf", "0"));
        add("nbf has a huge exponent", signedText(text("nbf", "1e999999999")));
        add("iat ahead", forge.withClaim("iat", now + 120));
        add("iat is a list", forge.withClaim("iat", List.of(now)));
    }

    private void callers() {
        add("no sub", forge.withoutClaim("sub"));
        add("sub is empty", forge.withClaim("sub", ""));
        add("sub with a line break", forge.withClaim("sub", "a\nb"));
        add("sub of 300 characters", forge.withClaim("sub", "s".repeat(300)));
        add("no client_id", forge.withoutClaim("client_id"));
        add("client_id is a number", forge.withClaim("client_id", 5));
        add("no tenant", forge.withoutClaim("tenant"));
        add("tenant that cannot be", forge.withClaim("tenant", "../default"));
        add("tenant is a list", forge.withClaim("tenant", List.of("default")));
    }

    private void json() {
        String claims = Json.write(forge.claims());
        String header = Json.write(forge.header());
        long later = forge.now().getEpochSecond() + 9_999;
        add("exp twice", signedText(claims.replaceFirst("\\{", "{\"exp\":" + later + ",")));
        add("scope twice", signedText(claims.replaceFirst("\\{", "{\"scope\":\"orch:platform\",")));
        add("tenant twice", signedText(claims.replaceFirst("}$", ",\"tenant\":\"other\"}")));
        add("exp twice, once escaped", signedText(claims.replaceFirst("\\{", "{\"\\\\u0065xp\":" + later + ",")));
        add("alg twice", TokenForge.signed(header.replaceFirst("\\{", "{\"alg\":\"none\","), claims, forge.key()));
        add("kid twice", TokenForge.signed(header.replaceFirst("}$", ",\"kid\":\"x\"}"), claims, forge.key()));
        add("deep nesting", signedText(text("x", "[".repeat(1_000) + "]".repeat(1_000))));
        add("something behind the claims", signedText(claims + "{}"));
        add("a comment in the claims", signedText(claims.replaceFirst("\\{", "{/* */")));
        add("single quotes", signedText(claims.replace('"', '\'')));
        add("claims are a list", signedText("[" + claims + "]"));
        add("claims are a string", signedText("\"x\""));
        add("claims are nothing", signedText(""));
        add("header is a list", TokenForge.signed("[" + header + "]", claims, forge.key()));
        add("header is no JSON", TokenForge.signed("ES256", claims, forge.key()));
        String utf16 = TokenForge.base64(claims.getBytes(StandardCharsets.UTF_16));
        add("claims in UTF-16", TokenForge.signed(part(forge.header()), utf16, Signing.P1363, forge.key()));
        byte[] latin = claims.replace("client-1", "cli\u00e9nt").getBytes(StandardCharsets.ISO_8859_1);
        add(
                "claims in Latin-1",
                TokenForge.signed(part(forge.header()), TokenForge.base64(latin), Signing.P1363, forge.key()));
    }

    private void shapes() {
        String good = forge.good();
        String[] parts = good.split("\\.");
        add("oversized", forge.withClaim("x", "x".repeat(8_192)));
        add("five parts, as encrypted ones have", parts[0] + ".." + parts[1] + "." + parts[2] + "." + parts[2]);
        add("four parts", good + ".AAAA");
        add("two parts", parts[0] + "." + parts[1]);
        add("one part", parts[0]);
        add("two dots", "..");
        add("no token at all", "x");
        add("padded", parts[0] + "==." + parts[1] + "." + parts[2]);
        add("ordinary base64", parts[0] + "+/." + parts[1] + "." + parts[2]);
        add("a blank inside", parts[0] + ". " + parts[1] + "." + parts[2]);
        add("a comma behind", good + "," + good);
        add(
                "JSON serialization",
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}");
    }

    /** The claims with one more member, its value as it stands. */
    private String text(String name, String value) {
        Map<String, Object> others = TokenForge.without(forge.claims(), name);
        return Json.write(others).replaceFirst("\\{", "{\"" + name + "\":" + value + ",");
    }

    private String signedText(String claims) {
        return TokenForge.signed(Json.write(forge.header()), claims, forge.key());
    }

    private String hmac(String alg, String algorithm, byte[] secret) {
        String input = part(TokenForge.with(forge.header(), "alg", alg)) + "." + part(forge.claims());
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return input + "." + TokenForge.base64(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String part(Map<String, Object> members) {
        return TokenForge.base64(Json.write(members));
    }

    private byte[] publicBytes() {
        try {
            return forge.key().toECPublicKey().getEncoded();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ECKey stranger() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("stranger").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
