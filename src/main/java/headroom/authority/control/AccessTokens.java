package headroom.authority.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import headroom.authority.rule.Grant;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Purpose;
import headroom.platform.Ids;
import headroom.platform.OwnIssuer;
import headroom.platform.Sha256;
import headroom.platform.keys.KeyPurpose;
import headroom.platform.keys.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** Makes access tokens (RFC 9068), signed with the key that signs now. */
@ApplicationScoped
public class AccessTokens {
    @Inject
    private SigningKeys keys;

    /**
     * A signed token.
     *
     * @param text what is sent
     * @param hash what it is known by: SHA-256 of its id
     */
    public record Issued(String text, String hash, Instant expiresAt) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Issued[" + hash + "]";
        }
    }

    /**
     * A token for the client.
     *
     * @param now by the database's clock, by which clients end, too
     */
    public Issued issue(RegisteredClient client, Grant.Given grant, Instant now) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(grant.lifetime());
        String id = Ids.next().toString();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(OwnIssuer.url())
                .subject(client.clientId())
                .audience(TrustedIssuers.audience())
                .claim("client_id", client.clientId())
                .issueTime(Date.from(issuedAt))
                .notBeforeTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .jwtID(id)
                .claim("scope", Clients.words(grant.scopes()))
                .claim("tenant", client.tenant().value());
        grant.purposes().forEach((scope, purpose) -> {
            claims.claim(scope.reasonClaim(), purpose.reason());
            ticket(claims, scope.ticketClaim(), purpose);
        });
        return new Issued(signed(claims.build()), Sha256.hex(id), expiresAt);
    }

    private static void ticket(JWTClaimsSet.Builder claims, String name, Purpose purpose) {
        String ticket = purpose.ticket();
        if (ticket != null) {
            claims.claim(name, ticket);
        }
    }

    private String signed(JWTClaimsSet claims) {
        ECKey key = keys.current(KeyPurpose.TOKEN);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key of ours does not sign", impossible);
        }
    }
}
