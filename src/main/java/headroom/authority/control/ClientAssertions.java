package headroom.authority.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientAuthenticationVerifier;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientCredentialsSelector;
import com.nimbusds.oauth2.sdk.auth.verifier.Context;
import com.nimbusds.oauth2.sdk.auth.verifier.InvalidClientException;
import com.nimbusds.oauth2.sdk.auth.verifier.JWTAudienceCheck;
import com.nimbusds.oauth2.sdk.auth.verifier.PKIClientX509CertificateBindingVerifier;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import headroom.authority.rule.RegisteredClient;
import headroom.platform.OwnIssuer;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a client signed an assertion of who it is (private_key_jwt, RFC 7523) with one of its registered keys. */
public final class ClientAssertions {
    /** An assertion lives this long at most. */
    private static final long MAX_AHEAD_SECONDS = 300;

    private static final @Nullable PKIClientX509CertificateBindingVerifier<RegisteredClient> NO_CERTIFICATES = null;

    private ClientAssertions() {}

    /** Whether the assertion holds, its single use aside. */
    public static boolean holds(PrivateKeyJWT assertion, RegisteredClient client) {
        String text = assertion.getClientAssertion().serialize();
        String algorithm =
                assertion.getClientAssertion().getHeader().getAlgorithm().getName();
        boolean plain = CompactToken.parse(text).filter(CompactToken::isPlain).isPresent();
        if (!plain || !Trust.ALGORITHMS.contains(algorithm) || client.jwks() == null) {
            return false;
        }
        Context<RegisteredClient> context = new Context<>();
        context.set(client);
        try {
            verifier().verify(assertion, null, context);
            return true;
        } catch (InvalidClientException | JOSEException refused) {
            return false;
        }
    }

    private static ClientAuthenticationVerifier<RegisteredClient> verifier() {
        String issuer = OwnIssuer.url();
        return new ClientAuthenticationVerifier<>(
                new Keys(),
                NO_CERTIFICATES,
                Set.of(new Audience(issuer), new Audience(issuer + "/oauth2/token")),
                JWTAudienceCheck.LEGACY,
                null,
                MAX_AHEAD_SECONDS);
    }

    /** The registered keys that an assertion may have been signed with. */
    private static final class Keys implements ClientCredentialsSelector<RegisteredClient> {
        @Override
        public List<Secret> selectClientSecrets(
                ClientID id, ClientAuthenticationMethod method, Context<RegisteredClient> context) {
            return List.of();
        }

        @Override
        public List<? extends PublicKey> selectPublicKeys(
                ClientID id,
                ClientAuthenticationMethod method,
                JWSHeader header,
                boolean refresh,
                Context<RegisteredClient> context)
                throws InvalidClientException {
            List<PublicKey> keys = new ArrayList<>();
            try {
                JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
                for (JWK key : selector.select(JWKSet.parse(context.get().jwks()))) {
                    if (key instanceof AsymmetricJWK asymmetric) {
                        keys.add(asymmetric.toPublicKey());
                    }
                }
            } catch (ParseException | JOSEException unusable) {
                throw new InvalidClientException("the client's keys are unusable: " + unusable.getMessage());
            }
            return keys;
        }
    }
}
