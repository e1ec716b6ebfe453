package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import headroom.platform.OwnIssuer;
import headroom.platform.http.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form that was posted to the authorization server, read strictly.
 *
 * @param http as the library wants it
 * @param parameters each given once, blank ones left out (RFC 6749, section 3.2)
 * @param sourceAddress where it came from
 */
record OauthCall(HTTPRequest http, Map<String, String> parameters, String sourceAddress) {
    private static final int MAX_BYTES = 16_384;
    private static final String FORM = "application/x-www-form-urlencoded";

    /**
     * Reads the request.
     *
     * @throws GeneralException {@code invalid_request}, where it breaks the form
     */
    static OauthCall read(HttpServletRequest request) throws GeneralException, IOException {
        String type = request.getContentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
            throw invalid("the body must be " + FORM);
        }
        // What stands in a URL stands in logs.
        if (request.getQueryString() != null) {
            throw invalid("parameters belong into the body");
        }
        HTTPRequest http =
                new HTTPRequest(HTTPRequest.Method.POST, URI.create(OwnIssuer.url() + request.getServletPath()));
        try {
            http.setContentType(FORM);
        } catch (ParseException impossible) {
            throw new IllegalStateException("is a content type", impossible);
        }
        List<String> authorizations = Collections.list(request.getHeaders("Authorization"));
        if (authorizations.size() > 1) {
            throw invalid("more than one Authorization header");
        }
        authorizations.forEach(http::setAuthorization);
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw invalid("the body is limited to " + MAX_BYTES + " bytes");
        }
        http.setBody(new String(body, StandardCharsets.UTF_8));
        return new OauthCall(
                http,
                single(http.getBodyAsFormParameters()),
                RequestContext.current().sourceAddress().orElse(request.getRemoteAddr()));
    }

    private static Map<String, String> single(Map<String, List<String>> parameters) throws GeneralException {
        Map<String, String> single = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (parameter.getValue().size() != 1) {
                throw invalid("a parameter is given more than once");
            }
            String value = parameter.getValue().get(0);
            if (!value.isBlank()) {
                single.put(parameter.getKey(), value);
            }
        }
        return single;
    }

    static GeneralException invalid(String description) {
        return new GeneralException(OAuth2Error.INVALID_REQUEST.setDescription(description));
    }

    /** The record's own would tell a secret. */
    @Override
    public String toString() {
        return "OauthCall[" + http.getURI() + " from " + sourceAddress + "]";
    }
}
