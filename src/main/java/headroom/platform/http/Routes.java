package headroom.platform.http;

import headroom.kernel.Scope;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The routes that the server has bound, each with the scope that it asks for: what the contract says of them. */
final class Routes {
    private static final Map<Route, Scope> SCOPES = new ConcurrentHashMap<>();

    private Routes() {}

    /** A route: {@code GET}, {@code /api/v1/quotas/{id}}. */
    private record Route(String method, String path) {}

    /** Notes a route that was bound. */
    static void bound(Method resource, Scope scope) {
        String path = base()
                + path(resource.getDeclaringClass().getAnnotation(Path.class))
                + path(resource.getAnnotation(Path.class));
        httpMethod(resource).ifPresent(method -> SCOPES.put(new Route(method, path), scope));
    }

    static Optional<Scope> scope(String method, String path) {
        return Optional.ofNullable(SCOPES.get(new Route(method, path)));
    }

    private static Optional<String> httpMethod(Method resource) {
        return Arrays.stream(resource.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String base() {
        return ApiApplication.class.getAnnotation(ApplicationPath.class).value();
    }

    private static String path(@Nullable Path annotation) {
        if (annotation == null || annotation.value().isEmpty()) {
            return "";
        }
        return annotation.value().startsWith("/") ? annotation.value() : "/" + annotation.value();
    }
}
