package headroom.audit.control.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import headroom.audit.rule.Anchor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What passes for a signed head, and what does not. */
class SignedHeadTest {
    private static final String HASH = "a".repeat(64);
    private static final String CLAIMS = """
            {"tenant":"acme","sequence":7,"hash":"%s","signed_at":"2026-11-21T12:00:00.000000Z","iss":"https://here"}
            """.formatted(HASH);

    private final ECKey key = newKey("one");
    private final SignedHead head = new SignedHead("acme", 7, HASH, "2026-11-21T12:00:00.000000Z", "https://here");

    @Test
    void whatWasSignedIsWhatIsRead() {
        assertThat(SignedHead.verify(head.sign(key), List.of(newKey("two"), key)))
                .contains(head);
        assertThat(head.anchor()).isEqualTo(new Anchor(7, HASH));
    }

    @Test
    void onlyTheKnownKeysSign() {
        assertThat(SignedHead.verify(head.sign(key), List.of())).isEmpty();
        assertThat(SignedHead.verify(head.sign(key), List.of(newKey("two")))).isEmpty();
        assertThat(SignedHead.verify(head.sign(newKey("one")), List.of(key))).isEmpty();
    }

    @Test
    void nothingOfItCanBeAltered() {
        String jws = head.sign(key);
        for (int i = 0; i < jws.length() - 1; i++) {
            char other = jws.charAt(i) == 'A' ? 'B' : 'A';
            String altered = jws.substring(0, i) + other + jws.substring(i + 1);
            assertThat(SignedHead.verify(altered, List.of(key))).as(altered).isEmpty();
        }
    }

    @Test
    void aTextOfAnotherKindIsNone() throws JOSEException {
        JWSHeader.Builder good = header(SignedHead.TYPE);
        assertThat(SignedHead.verify(signed(good, CLAIMS), List.of(key))).contains(head);
        assertThat(SignedHead.verify(signed(header("at+jwt"), CLAIMS), List.of(key)))
                .isEmpty();
        assertThat(SignedHead.verify(signed(good.criticalParams(Set.of("exp")), CLAIMS), List.of(key)))
                .isEmpty();
        for (String claims : List.of(
                "{}",
                "[]",
                "text",
                CLAIMS.replace("\"acme\"", "1"),
                CLAIMS.replace("7", "\"7\""),
                CLAIMS.replace("\"iss\"", "\"issuer\""))) {
            assertThat(SignedHead.verify(signed(header(SignedHead.TYPE), claims), List.of(key)))
                    .as(claims)
                    .isEmpty();
        }
    }

    @Test
    void thePublicKeyIsNoSecretToSignWith() throws JOSEException {
        JWSObject forged = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(SignedHead.TYPE))
                        .keyID("one")
                        .build(),
                new Payload(CLAIMS));
        forged.sign(new MACSigner(key.toPublicJWK().toJSONString()));
        assertThat(SignedHead.verify(forged.serialize(), List.of(key))).isEmpty();
    }

    @Test
    void whatIsNoJwsIsNone() {
        for (String text : List.of("", ".", "..", "a.b.c", "x".repeat(SignedHead.MAX_LENGTH + 1), "e30.e30.")) {
            assertThat(SignedHead.verify(text, List.of(key))).as(text).isEmpty();
        }
    }

    private static JWSHeader.Builder header(String type) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID("one");
    }

    private String signed(JWSHeader.Builder header, String claims) throws JOSEException {
        JWSObject jws = new JWSObject(header.build(), new Payload(claims));
        jws.sign(new ECDSASigner(key));
        return jws.serialize();
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
