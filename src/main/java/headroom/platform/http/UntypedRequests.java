package headroom.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Takes a request that names no type as one of JSON, so that a body that may be missing may be missing on every server: RESTEasy
 * refuses such a request before it asks whether there is a body. {@link BodyReader} refuses those that have one.
 */
@Provider
@PreMatching
public class UntypedRequests implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
        if (context.getHeaderString(HttpHeaders.CONTENT_TYPE) == null) {
            context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
    }
}
