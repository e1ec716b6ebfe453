package headroom.platform.http;

import headroom.platform.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP answer as it will be sent, and, where the request carried an idempotency key, as it is kept.
 *
 * @param status the HTTP status
 * @param headers headers of its own; Location as a path
 * @param body JSON text; empty for none
 */
public record Answer(int status, Map<String, String> headers, String body) {
    public static final String PROBLEM_JSON = "application/problem+json";

    public static Answer of(int status, Object body) {
        return new Answer(status, Map.of(), Json.write(body));
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), "");
    }

    public Answer withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /** With the version as the ETag. */
    public Answer withVersion(long version) {
        return withHeader(HttpHeaders.ETAG, "\"" + version + "\"");
    }

    /** Where there is only a servlet. */
    public void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType(status >= 400 ? PROBLEM_JSON : MediaType.APPLICATION_JSON);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status);
        headers.forEach((name, value) -> {
            if (name.equals(HttpHeaders.LOCATION)) {
                response.location(URI.create(value));
            } else {
                response.header(name, value);
            }
        });
        if (!body.isEmpty()) {
            response.type(status >= 400 ? PROBLEM_JSON : MediaType.APPLICATION_JSON);
            response.entity(body.getBytes(StandardCharsets.UTF_8));
        }
        return response.build();
    }
}
