package headroom.authority.control;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import headroom.authority.rule.TrustedIssuer;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An issuer, and what checks that it signed: with one of its algorithms, each only with a key of its type, and for tokens
 * of the expected type.
 */
record Trust(TrustedIssuer issuer, JWTProcessor<SecurityContext> signatures) {
    /** What tokens are signed with; neither "none" nor anything with a shared secret is among it. */
    static final Set<String> ALGORITHMS = Set.of("ES256", "ES384", "RS256", "PS256");

    /** The type of an access token (RFC 9068), in both of its forms. */
    static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");

    static Trust of(TrustedIssuer issuer, Set<String> algorithms, Set<String> types, JWKSource<SecurityContext> keys) {
        // The sets are asked for null where a header lacks a member, which unmodifiable ones do not bear.
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                types.stream().map(JOSEObjectType::new).collect(Collectors.toSet())));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                algorithms.stream()
                        .filter(ALGORITHMS::contains)
                        .map(JWSAlgorithm::parse)
                        .collect(Collectors.toSet()),
                keys));
        // The claims are judged by the rules, from one parse.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return new Trust(issuer, processor);
    }
}
