package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import headroom.authority.rule.Grant;
import headroom.authority.rule.RegisteredClient;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletResponse;

/** {@code POST /oauth2/token}: a client's own access token (RFC 6749, section 4.4). */
@WebServlet("/oauth2/token")
public class TokenServlet extends OauthServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient AuthenticatingClients clients;

    @Inject
    private transient IssuingTokens issuing;

    @Override
    HTTPResponse answer(OauthCall call) throws GeneralException {
        String type = call.parameters().get("grant_type");
        if (type == null) {
            throw OauthCall.invalid("grant_type is missing");
        }
        if (!type.equals(GrantType.CLIENT_CREDENTIALS.getValue())) {
            throw new GeneralException(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
        }
        RegisteredClient client = clients.authenticate(call);
        // The library's own look at the whole of it.
        TokenRequest.parse(call.http());
        return issuing.issue(client, call.parameters(), TokenServlet::given, TokenServlet::denied)
                .toHTTPResponse();
    }

    private static TokenResponse given(IssuingTokens.Given given) {
        Grant.Given grant = given.grant();
        Scope scope = new Scope();
        grant.scopes().stream().sorted().forEach(each -> scope.add(each.wireName()));
        return new AccessTokenResponse(new Tokens(
                new BearerAccessToken(given.token().text(), grant.lifetime().toSeconds(), scope), null));
    }

    private static TokenResponse denied(Grant.Denied denied) {
        return new TokenErrorResponse(
                new ErrorObject(denied.error(), denied.description(), HttpServletResponse.SC_BAD_REQUEST));
    }
}
