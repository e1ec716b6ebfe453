package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import headroom.authority.control.KnownTokens;
import headroom.authority.control.Revocations;
import headroom.authority.rule.RegisteredClient;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Scope;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import java.util.Optional;

/**
 * {@code POST /oauth2/revoke} (RFC 7009): makes a token void, at once here and within two seconds everywhere. A client can
 * revoke its own tokens, the platform's client any of ours; what is no valid token of ours needs no revoking.
 */
@WebServlet("/oauth2/revoke")
public class RevocationServlet extends OauthServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient AuthenticatingClients clients;

    @Inject
    private transient KnownTokens tokens;

    @Inject
    private transient RevokingTokens revoking;

    @Inject
    private transient Revocations revocations;

    @Override
    HTTPResponse answer(OauthCall call) throws GeneralException {
        RegisteredClient client = clients.authenticate(call);
        String text = call.parameters().get("token");
        if (text == null) {
            throw OauthCall.invalid("token is missing");
        }
        Optional<ValidToken> token = tokens.validate(text)
                .<Optional<ValidToken>>fold(Optional::of, refused -> Optional.empty())
                .filter(ValidToken::own);
        if (token.isPresent()) {
            revoke(client, token.get());
        }
        return new HTTPResponse(HTTPResponse.SC_OK);
    }

    private void revoke(RegisteredClient client, ValidToken token) throws GeneralException {
        boolean own = client.clientId().equals(token.caller().clientId());
        if (!own && !client.scopes().contains(Scope.PLATFORM)) {
            throw new GeneralException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        revoking.revoke(client, token);
        revocations.token(token.caller().tokenHash(), token.expiresAt());
    }
}
