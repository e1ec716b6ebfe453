package headroom.authority.boundary;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import headroom.authority.control.KnownTokens;
import headroom.authority.rule.RegisteredClient;
import headroom.authority.rule.ValidToken;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import java.text.ParseException;
import java.util.Optional;

/**
 * {@code POST /oauth2/introspect} (RFC 7662), for clients that prove themselves: what a token of our own says, where it is of
 * the client's own tenant or the client is the platform's; of any other token, only that it is not active.
 */
@WebServlet("/oauth2/introspect")
public class IntrospectionServlet extends OauthServlet {
    private static final long serialVersionUID = 1L;

    private static final TokenIntrospectionSuccessResponse INACTIVE =
            new TokenIntrospectionSuccessResponse.Builder(false).build();

    @Inject
    private transient AuthenticatingClients clients;

    @Inject
    private transient KnownTokens tokens;

    @Override
    HTTPResponse answer(OauthCall call) throws GeneralException {
        RegisteredClient client = clients.authenticate(call);
        String token = call.parameters().get("token");
        if (token == null) {
            throw OauthCall.invalid("token is missing");
        }
        return tokens.validate(token)
                .<Optional<ValidToken>>fold(Optional::of, refused -> Optional.empty())
                .filter(valid -> maySee(client, valid))
                .flatMap(valid -> claims(token))
                .map(IntrospectionServlet::active)
                .orElse(INACTIVE)
                .toHTTPResponse();
    }

    private static boolean maySee(RegisteredClient client, ValidToken token) {
        return token.own()
                && (client.tenant().equals(token.caller().tenant())
                        || client.scopes().contains(headroom.kernel.Scope.PLATFORM));
    }

    private static Optional<JWTClaimsSet> claims(String token) {
        try {
            return Optional.of(SignedJWT.parse(token).getJWTClaimsSet());
        } catch (ParseException impossible) {
            return Optional.empty();
        }
    }

    private static TokenIntrospectionSuccessResponse active(JWTClaimsSet claims) {
        TokenIntrospectionSuccessResponse.Builder response = new TokenIntrospectionSuccessResponse.Builder(true)
                .tokenType(AccessTokenType.BEARER)
                .issuer(new Issuer(claims.getIssuer()))
                .subject(new Subject(claims.getSubject()))
                .audience(Audience.create(claims.getAudience()))
                .issueTime(claims.getIssueTime())
                .notBeforeTime(claims.getNotBeforeTime())
                .expirationTime(claims.getExpirationTime())
                .clientID(new ClientID(String.valueOf(claims.getClaim("client_id"))))
                .jwtID(new JWTID(claims.getJWTID()))
                .scope(Scope.parse(String.valueOf(claims.getClaim("scope"))))
                .parameter("tenant", claims.getClaim("tenant"));
        for (headroom.kernel.Scope scope : headroom.kernel.Scope.values()) {
            if (scope.needsPurpose()) {
                copy(claims, scope.reasonClaim(), response);
                copy(claims, scope.ticketClaim(), response);
            }
        }
        return response.build();
    }

    private static void copy(JWTClaimsSet claims, String name, TokenIntrospectionSuccessResponse.Builder response) {
        Object value = claims.getClaim(name);
        if (value != null) {
            response.parameter(name, value);
        }
    }
}
