package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import headroom.platform.Log;
import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the posted forms of the authorization server have in common: errors as RFC 6749 has them, nothing cached. */
abstract class OauthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Log LOG = Log.of(OauthServlet.class);

    /** The answer to a form; an error leaves as an exception. */
    abstract HTTPResponse answer(OauthCall call) throws GeneralException;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().equals("POST")) {
            super.service(request, response);
        } else {
            response.setHeader("Allow", "POST");
            write(
                    OAuth2Error.INVALID_REQUEST
                            .setDescription("only POST is served here")
                            .setHTTPStatusCode(HttpServletResponse.SC_METHOD_NOT_ALLOWED),
                    response);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            write(answer(OauthCall.read(request)), response);
        } catch (ThrottledException throttled) {
            response.setHeader("Retry-After", Long.toString(throttled.retryAfterSeconds()));
            write(throttled.getErrorObject(), response);
        } catch (GeneralException refused) {
            ErrorObject error = refused.getErrorObject();
            write(error == null ? OAuth2Error.INVALID_REQUEST : error, response);
        } catch (EJBException | PersistenceException failed) {
            LOG.error("the authorization server failed", Map.of(), failed);
            response.setHeader("Retry-After", "1");
            write(
                    OAuth2Error.TEMPORARILY_UNAVAILABLE.setHTTPStatusCode(HttpServletResponse.SC_SERVICE_UNAVAILABLE),
                    response);
        }
    }

    private static void write(ErrorObject error, HttpServletResponse response) throws IOException {
        if (error.getHTTPStatusCode() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"headroom\"");
        }
        HTTPResponse http = new HTTPResponse(error.getHTTPStatusCode());
        http.setBody(error.toJSONObject().toJSONString());
        write(http, response);
    }

    private static void write(HTTPResponse http, HttpServletResponse response) throws IOException {
        response.setStatus(http.getStatusCode());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
        String body = http.getBody();
        if (body != null && !body.isEmpty()) {
            response.setContentType("application/json");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
