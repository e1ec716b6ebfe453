package headroom.audit.control.proof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import headroom.audit.rule.Anchor;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A head of a trail that was signed, as a compact JWS: where the trail of a tenant had come to, and when that was seen.
 *
 * @param tenant whose trail
 * @param sequence entries by then
 * @param hash SHA-256 of the last one
 * @param signedAt an instant in UTC with six fraction digits, by the database's clock
 * @param issuer which service signed it
 */
public record SignedHead(String tenant, long sequence, String hash, String signedAt, String issuer) {
    /** A JWS of another type is none of these, whoever signed it. */
    public static final String TYPE = "headroom-audit-head+jwt";

    /** A longer text is none, in characters. */
    public static final int MAX_LENGTH = 2_048;

    /** The compact JWS (ES256). */
    public String sign(ECKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TYPE))
                .keyID(key.getKeyID())
                .build();
        Map<String, Object> claims =
                Map.of("tenant", tenant, "sequence", sequence, "hash", hash, "signed_at", signedAt, "iss", issuer);
        JWSObject jws = new JWSObject(header, new Payload(JSONObjectUtils.toJSONString(claims)));
        try {
            jws.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key on P-256 signs ES256", impossible);
        }
        return jws.serialize();
    }

    /** What a compact JWS says; empty where it is not of this type or signed by none of these keys. */
    public static Optional<SignedHead> verify(String jws, List<ECKey> keys) {
        if (jws.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            JWSObject signed = JWSObject.parse(jws);
            JWSHeader header = signed.getHeader();
            boolean ours = JWSAlgorithm.ES256.equals(header.getAlgorithm())
                    && new JOSEObjectType(TYPE).equals(header.getType())
                    && header.getCriticalParams() == null;
            Optional<ECKey> key = keys.stream()
                    .filter(known -> Objects.equals(known.getKeyID(), header.getKeyID()))
                    .findFirst();
            if (!ours || key.isEmpty() || !signed.verify(new ECDSAVerifier(key.get()))) {
                return Optional.empty();
            }
            Map<String, Object> claims = signed.getPayload().toJSONObject();
            return claims == null ? Optional.empty() : Optional.of(read(claims));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException broken) {
            return Optional.empty();
        }
    }

    /** What an examination holds the trail to. */
    public Anchor anchor() {
        return new Anchor(sequence, hash);
    }

    private static SignedHead read(Map<String, Object> claims) throws ParseException {
        return new SignedHead(
                text(claims, "tenant"),
                JSONObjectUtils.getLong(claims, "sequence"),
                text(claims, "hash"),
                text(claims, "signed_at"),
                text(claims, "iss"));
    }

    private static String text(Map<String, Object> claims, String name) throws ParseException {
        String text = JSONObjectUtils.getString(claims, name);
        if (text == null) {
            throw new ParseException("has no " + name, 0);
        }
        return text;
    }
}
