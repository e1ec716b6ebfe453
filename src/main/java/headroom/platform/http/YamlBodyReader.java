package headroom.platform.http;

import headroom.platform.json.StrictJson;
import headroom.platform.json.Yaml;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
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

/** Reads bodies in YAML: no more bytes than their record allows, then as the JSON that they say, as strictly. */
@Provider
@Consumes(YamlBody.MEDIA_TYPE)
public class YamlBodyReader implements MessageBodyReader<YamlBody> {
    @Inject
    private StrictJson json;

    @Context
    private HttpServletRequest request;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return YamlBody.class.isAssignableFrom(type);
    }

    @Override
    public @Nullable YamlBody readFrom(
            Class<YamlBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream)
            throws IOException {
        byte[] body = BodyReader.bytes(type, request, entityStream);
        IdempotencyKey.noteBody(request, body);
        return body.length == 0 ? null : json.read(Yaml.toJson(body), type);
    }
}
