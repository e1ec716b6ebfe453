package headroom.authority.boundary;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import headroom.platform.OwnIssuer;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /.well-known/oauth-authorization-server}: what the authorization server can (RFC 8414). */
@WebServlet("/.well-known/oauth-authorization-server")
public class MetadataServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String CACHE_CONTROL = "public, max-age=3600";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", CACHE_CONTROL);
        String body = metadata(OwnIssuer.url()).toJSONObject().toJSONString();
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private static AuthorizationServerMetadata metadata(String issuer) {
        List<ClientAuthenticationMethod> methods = List.of(
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                ClientAuthenticationMethod.CLIENT_SECRET_POST,
                ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        List<JWSAlgorithm> algorithms =
                List.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256, JWSAlgorithm.PS256);
        AuthorizationServerMetadata metadata = new AuthorizationServerMetadata(new Issuer(issuer));
        metadata.setTokenEndpointURI(URI.create(issuer + "/oauth2/token"));
        metadata.setJWKSetURI(URI.create(issuer + "/oauth2/jwks"));
        metadata.setIntrospectionEndpointURI(URI.create(issuer + "/oauth2/introspect"));
        metadata.setRevocationEndpointURI(URI.create(issuer + "/oauth2/revoke"));
        metadata.setGrantTypes(List.of(GrantType.CLIENT_CREDENTIALS));
        metadata.setResponseTypes(List.of());
        metadata.setTokenEndpointAuthMethods(methods);
        metadata.setTokenEndpointJWSAlgs(algorithms);
        metadata.setIntrospectionEndpointAuthMethods(methods);
        metadata.setIntrospectionEndpointJWSAlgs(algorithms);
        metadata.setRevocationEndpointAuthMethods(methods);
        metadata.setRevocationEndpointJWSAlgs(algorithms);
        Scope scopes = new Scope();
        for (headroom.kernel.Scope scope : headroom.kernel.Scope.values()) {
            scopes.add(scope.wireName());
        }
        metadata.setScopes(scopes);
        return metadata;
    }
}
