package headroom.overload.boundary;

import headroom.kernel.Caller;
import headroom.kernel.Constants;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.overload.control.BackpressureHandler;
import headroom.overload.control.LoadShedder;
import headroom.overload.control.Serving;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.RetryIn;
import headroom.overload.rule.RouteClasses;
import headroom.platform.http.Problems;
import headroom.platform.http.RememberedCallers;
import headroom.platform.http.RequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Turns requests away that this server cannot serve, before anything looks at their token, body or the database, and tells callers of what
 * presses back on them. Mapped in web.xml, before the gate. Whose a request is, it knows of tokens that passed the gate before; who is not
 * known shares with all who are not.
 */
public class SheddingFilter extends HttpFilter {
    /** Says how hard something presses on the caller's tenant: {@code soft} or {@code hard}; absent where nothing does. */
    static final String PRESSURE = "Headroom-Pressure";

    private static final long serialVersionUID = 1L;

    /** No tenant can be named so. */
    private static final String UNKNOWN = "?";

    /** Work is one for each request, and one more for each of so many bytes that it brings. */
    private static final int BYTES_OF_WORK = 4_096;

    private static final long MOST_WORK = 256;

    @Inject
    private transient Serving serving;

    @Inject
    private transient BackpressureHandler backpressure;

    @Inject
    private transient RememberedCallers callers;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        serving.judge();
        LoadShedder shedder = serving.shedder();
        String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        RequestClass requested = RouteClasses.of(request.getMethod(), path);
        boolean isCut = shedder.isCut(requested);
        boolean presses = backpressure.isAny();
        Optional<String> tenant = isCut || presses ? tenant(request) : Optional.empty();
        int work = work(request);
        if (isCut && !shedder.admits(requested, tenant.orElse(UNKNOWN), work)) {
            refuse(shedder.judged().state(), requested, response);
            return;
        }
        if (presses) {
            tell(tenant, response);
        }
        shedder.begin(requested);
        try {
            chain.doFilter(request, response);
        } finally {
            shedder.end(work);
            if (!isCut) {
                shedder.took(requested, served(request), work);
            }
        }
    }

    private void tell(Optional<String> tenant, HttpServletResponse response) {
        Pressure pressure = tenant.map(backpressure::on).orElse(Pressure.NONE);
        if (pressure != Pressure.NONE) {
            response.setHeader(PRESSURE, Constants.written(pressure));
        }
    }

    private static void refuse(LoadState state, RequestClass requested, HttpServletResponse response)
            throws IOException {
        Refusal refusal = Refusal.of(
                Refusal.Kind.SHED,
                "requests of the class " + Constants.written(requested) + " are refused while the load is "
                        + Constants.written(state) + "; nothing was done, try again later",
                Map.of("request_class", Constants.written(requested), "load_state", Constants.written(state)));
        int seconds = RetryIn.seconds(state, ThreadLocalRandom.current().nextDouble());
        Problems.answer(refusal)
                .withHeader("Retry-After", Integer.toString(seconds))
                .withHeader(PRESSURE, Constants.written(Pressure.HARD))
                .writeTo(response);
    }

    private Optional<String> tenant(HttpServletRequest request) {
        return callers.caller(request.getHeader("Authorization")).map(caller -> tenant(caller, request));
    }

    /** Whose work it was, once the gate has seen to it. */
    private static String served(HttpServletRequest request) {
        return RequestContext.current()
                .caller()
                .map(caller -> tenant(caller, request))
                .orElse(UNKNOWN);
    }

    private static String tenant(Caller caller, HttpServletRequest request) {
        String named = caller.has(Scope.PLATFORM) ? request.getHeader("X-Tenant-Id") : null;
        return named != null && TenantId.isValid(named)
                ? named
                : caller.tenant().value();
    }

    private static int work(HttpServletRequest request) {
        return (int) (1 + Math.min(MOST_WORK, Math.max(0, request.getContentLengthLong()) / BYTES_OF_WORK));
    }
}
