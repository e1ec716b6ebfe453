package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.JWTID;
import headroom.authority.control.ClientAssertions;
import headroom.authority.control.FailedAttempts;
import headroom.authority.control.SecretChecks;
import headroom.authority.rule.RegisteredClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells which client posts a form: by its secret, in the header or in the form, or by an assertion that it signed. Whoever
 * does not prove it hears the same, and waits as long, whatever was wrong.
 */
@ApplicationScoped
public class AuthenticatingClients {
    private static final int MAX_SECRET = 512;
    private static final Duration BUSY = Duration.ofSeconds(1);

    @Inject
    private ProvingClients proving;

    @Inject
    private SecretChecks secrets;

    @Inject
    private FailedAttempts attempts;

    /**
     * The client.
     *
     * @throws GeneralException {@code invalid_client}, with 429 where it failed too often
     */
    RegisteredClient authenticate(OauthCall call) throws GeneralException {
        ClientAuthentication authentication = parsed(call);
        String id = authentication.getClientID().getValue();
        if (!id.matches(ClientView.ID)) {
            throw invalidClient();
        }
        Optional<RegisteredClient> client = proving.find(id);
        boolean proven = authentication instanceof PlainClientSecret plain
                ? isSecretOf(client, plain.getClientSecret().getValue(), id, call.sourceAddress())
                : isSignedBy(client, authentication);
        if (!proven) {
            throw invalidClient();
        }
        return client.orElseThrow(AuthenticatingClients::invalidClient);
    }

    private boolean isSecretOf(Optional<RegisteredClient> client, String secret, String id, String address)
            throws GeneralException {
        if (client.isPresent() && secrets.isRemembered(client.get(), secret)) {
            return true;
        }
        Optional<Duration> pause = attempts.pause(id, address);
        if (pause.isPresent()) {
            throw new ThrottledException(pause.get());
        }
        boolean proven = secret.length() <= MAX_SECRET
                && secrets.check(client.orElse(null), secret).orElseThrow(() -> new ThrottledException(BUSY));
        if (proven) {
            attempts.succeeded(id, address);
        } else {
            attempts.failed(id, address);
        }
        return proven;
    }

    private static ClientAuthentication parsed(OauthCall call) throws GeneralException {
        boolean inForm = call.parameters().containsKey("client_secret")
                || call.parameters().containsKey("client_assertion");
        if (inForm && call.http().getAuthorization() != null) {
            throw OauthCall.invalid("prove the client in one way");
        }
        try {
            ClientAuthentication authentication = ClientAuthentication.parse(call.http());
            if (authentication == null) {
                throw invalidClient();
            }
            return authentication;
        } catch (ParseException unreadable) {
            throw invalidClient();
        }
    }

    /** By an assertion: cheap to judge, and of no use to who guesses. */
    private boolean isSignedBy(Optional<RegisteredClient> client, ClientAuthentication authentication) {
        return authentication instanceof PrivateKeyJWT assertion
                && client.isPresent()
                && ClientAssertions.holds(assertion, client.get())
                && isFirstUse(assertion, client.get());
    }

    private boolean isFirstUse(PrivateKeyJWT assertion, RegisteredClient client) {
        JWTID id = assertion.getJWTAuthenticationClaimsSet().getJWTID();
        return id != null
                && proving.use(
                        client,
                        id.getValue(),
                        assertion
                                .getJWTAuthenticationClaimsSet()
                                .getExpirationTime()
                                .toInstant());
    }

    private static GeneralException invalidClient() {
        return new GeneralException(OAuth2Error.INVALID_CLIENT);
    }
}
