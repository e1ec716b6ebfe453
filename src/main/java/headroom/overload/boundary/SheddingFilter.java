package headroom.overload.boundary;

import headroom.kernel.Caller;
import headroom.kernel.Constants;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.overload.control.BackpressureHandler;
import headroom.overload.control.LoadShedder;
import headroom.overload.control.Serving;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.RouteClasses;
import headroom.platform.http.Answer;
import headroom.platform.http.RememberedCallers;
import headroom.platform.http.RequestContext;
import headroom.platform.load.ProcessorUse;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns requests away that this server cannot serve, before anything looks at their token, body or the database, and tells callers of what
 * presses back on them. Mapped in web.xml, before the gate. Whose a request is, it knows of tokens that passed the gate before; who is not
 * known shares with all who are not.
 */
public class SheddingFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** No tenant can be named so. */
    private static final String UNKNOWN = "?";

    /** Work is one for each request, and one more for each of so many bytes that it brings. */
    private static final int BYTES_OF_WORK = 4_096;

    private static final long MOST_WORK = 256;

    /** A refusal waits no longer for its turn. */
    private static final long MOST_WAIT_MS = 200;

    private final transient Semaphore refusing = new Semaphore(ProcessorUse.count());

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
            refuse(Shed.answer(shedder.judged().state(), requested), response);
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

    /**
     * Few at a time: the scheduler gives each thread that can run the same share, and hundreds that refuse would leave those few little that
     * do the work.
     */
    private void refuse(Answer answer, HttpServletResponse response) throws IOException {
        boolean inTurn = false;
        try {
            inTurn = refusing.tryAcquire(MOST_WAIT_MS, TimeUnit.MILLISECONDS);
            answer.writeTo(response);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            answer.writeTo(response);
        } finally {
            if (inTurn) {
                refusing.release();
            }
        }
    }

    private void tell(Optional<String> tenant, HttpServletResponse response) {
        Pressure pressure = tenant.map(backpressure::on).orElse(Pressure.NONE);
        if (pressure != Pressure.NONE) {
            response.setHeader(Shed.PRESSURE, Constants.written(pressure));
        }
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
