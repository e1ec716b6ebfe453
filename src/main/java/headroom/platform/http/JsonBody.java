package headroom.platform.http;

/**
 * A record that is the body of a request: read by {@link BodyReader}, whatever other readers a server brings (JAX-RS
 * prefers the reader of the closest type). Carries {@link MaxBody}.
 */
public interface JsonBody {}
