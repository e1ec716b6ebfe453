package headroom.platform.http;

import headroom.kernel.Refusal;
import headroom.platform.json.StrictJson;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies: no more bytes than their record allows, chunked or not, then strictly as JSON. A request without a body need
 * not say of what type it is ({@link UntypedRequests}); one with a body must.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class BodyReader implements MessageBodyReader<JsonBody> {
    @Inject
    private StrictJson json;

    @Context
    private HttpServletRequest request;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return JsonBody.class.isAssignableFrom(type);
    }

    @Override
    public @Nullable JsonBody readFrom(
            Class<JsonBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream)
            throws IOException {
        byte[] body = bytes(type, request, entityStream);
        boolean untyped = request.getContentType() == null;
        if (untyped && body.length > 0) {
            throw new NotSupportedException();
        }
        IdempotencyKey.noteBody(request, body);
        return body.length == 0 && (untyped || rule(type).optional()) ? null : json.read(body, type);
    }

    /** The body, no longer than its record allows. */
    static byte[] bytes(Class<?> type, HttpServletRequest request, InputStream entityStream) throws IOException {
        int limit = rule(type).value();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        byte[] body = entityStream.readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge(limit);
        }
        return body;
    }

    private static MaxBody rule(Class<?> type) {
        return type.getAnnotation(MaxBody.class);
    }

    private static RefusedException tooLarge(int limit) {
        return new RefusedException(
                Refusal.of(Refusal.Kind.TOO_LARGE, "the body is limited to " + limit + " bytes here"));
    }
}
