package headroom.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives every request an id, and every answer the same. */
@WebFilter("/*")
public class RequestContextFilter extends HttpFilter {
    static final String REQUEST_ID = "X-Request-Id";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestContext context = RequestContext.begin(request.getHeader(REQUEST_ID), request.getHeader("traceparent"));
        try {
            response.setHeader(REQUEST_ID, context.requestId());
            response.setHeader("X-Content-Type-Options", "nosniff");
            chain.doFilter(request, response);
        } finally {
            RequestContext.end();
        }
    }
}
