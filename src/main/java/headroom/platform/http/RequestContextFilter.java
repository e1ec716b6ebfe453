package headroom.platform.http;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.platform.TenantWall;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives every request an id, and every answer the same. Mapped in web.xml, before every other filter. */
public class RequestContextFilter extends HttpFilter {
    /** A percent sign that no two hexadecimal digits follow: servers answer it as they like, or not at all. */
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private static final Refusal MALFORMED = Refusal.of(
            Refusal.Kind.VALIDATION,
            "the path is malformed",
            List.of(new FieldError("path", "has a percent sign without two hexadecimal digits")));

    static final String REQUEST_ID = "X-Request-Id";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestContext context = RequestContext.begin(
                request.getHeader(REQUEST_ID), request.getHeader("traceparent"), SourceAddress.of(request));
        try {
            response.setHeader(REQUEST_ID, context.requestId());
            response.setHeader("X-Content-Type-Options", "nosniff");
            if (isMalformed(request.getRequestURI()) || isMalformed(request.getQueryString())) {
                Problems.answer(MALFORMED).writeTo(response);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            RequestContext.end();
            TenantWall.leave();
        }
    }

    private static boolean isMalformed(@Nullable String encoded) {
        return encoded != null
                && encoded.indexOf('%') >= 0
                && BROKEN_ESCAPE.matcher(encoded).find();
    }
}
