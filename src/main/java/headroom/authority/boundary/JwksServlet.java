package headroom.authority.boundary;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import headroom.platform.keys.KeyPurpose;
import headroom.platform.keys.SigningKeys;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /oauth2/jwks}: the public keys that verify our tokens, the next one among them. */
@WebServlet("/oauth2/jwks")
public class JwksServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Much shorter than a key is published ahead. */
    private static final String CACHE_CONTROL = "public, max-age=300";

    @Inject
    private transient SigningKeys keys;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JWKSet set = new JWKSet(List.<JWK>copyOf(keys.published(KeyPurpose.TOKEN)));
        response.setContentType(JWKSet.MIME_TYPE);
        response.setHeader("Cache-Control", CACHE_CONTROL);
        // Public parts only, whatever the set holds.
        response.getOutputStream().write(set.toString(true).getBytes(StandardCharsets.UTF_8));
    }
}
