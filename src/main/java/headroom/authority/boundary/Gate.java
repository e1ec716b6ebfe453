package headroom.authority.boundary;

import headroom.authority.rule.OpenPaths;
import headroom.kernel.Caller;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.http.Answer;
import headroom.platform.http.Problems;
import headroom.platform.http.RequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;

/**
 * The one gate: nothing passes without a valid token but what {@link OpenPaths} names. Mapped in web.xml, behind the filter
 * that makes the request's context; what a route needs of the token is judged behind it, when the route is known.
 */
public class Gate extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String CHALLENGE = "Bearer realm=\"headroom\"";

    @Inject
    private transient Authenticating authenticating;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OpenPaths.contains(path(request))) {
            chain.doFilter(request, response);
            return;
        }
        Outcome<Caller> outcome = authenticating.authenticate(Collections.list(request.getHeaders("Authorization")));
        if (outcome instanceof Outcome.Done<Caller> done) {
            RequestContext.current().identify(done.value());
            chain.doFilter(request, response);
        } else {
            outcome.fold(caller -> Answer.noContent(), Gate::refused).writeTo(response);
        }
    }

    /** What the container dispatches on: without parameters, decoded and normalised. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.toString(request.getPathInfo(), "");
    }

    private static Answer refused(Refusal refusal) {
        Answer answer = Problems.answer(refusal);
        if (refusal.kind() != Refusal.Kind.UNAUTHENTICATED) {
            return answer;
        }
        // RFC 6750: who sent no token hears no error.
        String error = refusal.equals(Authenticating.NO_TOKEN)
                ? ""
                : ", error=\"invalid_token\", error_description=\"" + refusal.detail() + "\"";
        return answer.withHeader("WWW-Authenticate", CHALLENGE + error).withHeader("Cache-Control", "no-store");
    }
}
