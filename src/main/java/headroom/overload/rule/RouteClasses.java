package headroom.overload.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The class of each route. Reads by how much they cost, changes by what is lost without them: what gives back is never refused, what holds
 * work up is critical, and so is what an operator needs to end an overload (pausing a tenant, forcing a breaker). The other
 * changes of administrators can be made again a moment later. A path that is no route is as little worth as a list.
 */
public final class RouteClasses {
    private static final String API = "/api/v1";
    private static final String ANY = "{}";

    private static final List<String> CRITICAL_PLUS = List.of(
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "GET /health/started",
            "GET /metrics",
            "GET /api/v1/load",
            "DELETE /api/v1/allocations/{id}",
            "POST /api/v1/permits/{id}/end");

    private static final List<String> CRITICAL = List.of(
            "POST /oauth2/token",
            "POST /oauth2/introspect",
            "POST /oauth2/revoke",
            "GET /oauth2/jwks",
            "GET /.well-known/oauth-authorization-server",
            "POST /api/v1/allocations",
            "POST /api/v1/allocations/batch",
            "POST /api/v1/allocations/{id}/commit",
            "POST /api/v1/allocations/{id}/renew",
            "POST /api/v1/breakers/{service}/permits",
            "POST /api/v1/breakers/{service}/outcomes",
            "POST /api/v1/breakers/{service}/force",
            "DELETE /api/v1/breakers/{service}/force",
            "POST /api/v1/breakers/{service}/reset",
            "POST /api/v1/tenants/{id}/pause",
            "POST /api/v1/tenants/{id}/resume",
            "POST /api/v1/backfills/{id}/pause",
            "POST /api/v1/backfills/{id}/cancel",
            "GET /api/v1/pressure",
            "GET /api/v1/limiters",
            "GET /api/v1/limiters/{name}",
            "GET /api/v1/limiters/{name}/decisions",
            "POST /api/v1/permits",
            "POST /api/v1/pools/{id}/requests",
            "PUT /api/v1/pools/{id}/members/{tenant}/demand",
            "DELETE /api/v1/allocations/waiting/{id}",
            "POST /api/v1/throttles/{id}/pause",
            "POST /api/v1/throttles/{id}/resume");

    private static final List<String> SHEDDABLE_PLUS = List.of(
            "GET /",
            "GET /index.html",
            "GET /style.css",
            "GET /openapi",
            "POST /api/v1/allocations/check",
            "GET /api/v1/allocations/{id}",
            "POST /api/v1/quotas",
            "GET /api/v1/quotas/{id}",
            "PUT /api/v1/quotas/{id}",
            "DELETE /api/v1/quotas/{id}",
            "GET /api/v1/quotas/{id}/usage",
            "POST /api/v1/resource-types",
            "GET /api/v1/breakers/{service}",
            "PUT /api/v1/breakers/{service}",
            "DELETE /api/v1/breakers/{service}",
            "GET /api/v1/breakers/defaults",
            "PUT /api/v1/breakers/defaults",
            "POST /api/v1/tenants",
            "GET /api/v1/tenants/{id}",
            "PUT /api/v1/tenants/{id}",
            "POST /api/v1/clients",
            "DELETE /api/v1/clients/{client_id}",
            "POST /api/v1/webhooks",
            "GET /api/v1/webhooks/{id}",
            "PUT /api/v1/webhooks/{id}",
            "DELETE /api/v1/webhooks/{id}",
            "GET /api/v1/alerts/{id}",
            "POST /api/v1/alerts/{id}/acknowledge",
            "POST /api/v1/alerts/{id}/mute",
            "DELETE /api/v1/alerts/{id}/mute",
            "POST /api/v1/simulations/{hash}/apply",
            "POST /api/v1/policy/apply",
            "GET /api/v1/audit/keys",
            "GET /api/v1/audit/{id}",
            "GET /api/v1/backfills/{id}",
            "POST /api/v1/backfills/{id}/resume",
            "POST /api/v1/backfills/{id}/complete",
            "POST /api/v1/backfills/{id}/fail",
            "GET /api/v1/allocations/waiting/{id}",
            "POST /api/v1/quotas/{id}/overrides",
            "DELETE /api/v1/quotas/{id}/overrides/{override}",
            "GET /api/v1/permits/{id}",
            "POST /api/v1/throttles",
            "GET /api/v1/throttles/{id}",
            "PUT /api/v1/throttles/{id}",
            "DELETE /api/v1/throttles/{id}",
            "GET /api/v1/throttles/{id}/summary",
            "POST /api/v1/pools",
            "GET /api/v1/pools/{id}",
            "PUT /api/v1/pools/{id}",
            "DELETE /api/v1/pools/{id}",
            "PUT /api/v1/pools/{id}/members/{tenant}",
            "DELETE /api/v1/pools/{id}/members/{tenant}",
            "POST /api/v1/pools/{id}/members/{tenant}/overrides",
            "DELETE /api/v1/pools/{id}/members/{tenant}/overrides/{override}",
            "POST /api/v1/pools/{id}/next");

    private static final List<String> SHEDDABLE = List.of(
            "GET /api/v1/quotas",
            "GET /api/v1/quotas/{id}/allocations",
            "GET /api/v1/quotas/{id}/history",
            "GET /api/v1/quotas/{id}/tree",
            "POST /api/v1/quotas/verify",
            "POST /api/v1/simulations",
            "GET /api/v1/policy",
            "POST /api/v1/policy/plan",
            "GET /api/v1/resource-types",
            "GET /api/v1/breakers",
            "GET /api/v1/breakers/events",
            "GET /api/v1/breakers/{service}/transitions",
            "GET /api/v1/tenants",
            "GET /api/v1/clients",
            "GET /api/v1/webhooks",
            "POST /api/v1/webhooks/{id}/test",
            "GET /api/v1/webhooks/{id}/deliveries",
            "GET /api/v1/alerts",
            "GET /api/v1/alerts/stream",
            "GET /api/v1/alerts/dead-letters",
            "GET /api/v1/audit",
            "GET /api/v1/audit/export",
            "POST /api/v1/audit/verify",
            "POST /api/v1/backfills",
            "GET /api/v1/backfills",
            "POST /api/v1/backfills/{id}/events",
            "GET /api/v1/allocations/waiting",
            "GET /api/v1/quotas/{id}/overrides",
            "GET /api/v1/permits",
            "GET /api/v1/throttles",
            "GET /api/v1/throttles/summaries",
            "GET /api/v1/pools",
            "GET /api/v1/pools/{id}/runs",
            "GET /api/v1/pools/{id}/runs/{number}",
            "GET /api/v1/pools/{id}/members/{tenant}/overrides");

    private static final Place ROUTES = new Place();

    static {
        CRITICAL_PLUS.forEach(route -> add(route, RequestClass.CRITICAL_PLUS));
        CRITICAL.forEach(route -> add(route, RequestClass.CRITICAL));
        SHEDDABLE_PLUS.forEach(route -> add(route, RequestClass.SHEDDABLE_PLUS));
        SHEDDABLE.forEach(route -> add(route, RequestClass.SHEDDABLE));
    }

    private RouteClasses() {}

    /** Where a path leads so far. Not changed after it is made. */
    private static final class Place {
        private final Map<String, Place> next = new HashMap<>();
        private final Map<String, RequestClass> methods = new HashMap<>();
    }

    /**
     * The class of a request: HEAD as GET; a slash at the end of a path makes no difference.
     *
     * @param path decoded, as the container dispatches on it
     */
    public static RequestClass of(String method, String path) {
        return declared(method.equals("HEAD") ? "GET" : method, path).orElse(RequestClass.SHEDDABLE);
    }

    /** The class that a route was given, where it was. */
    public static Optional<RequestClass> declared(String method, String path) {
        @Nullable Place place = ROUTES;
        int from = 1;
        while (place != null && from < path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            place = step(place, path.substring(from, to));
            from = to + 1;
        }
        return place == null ? Optional.empty() : Optional.ofNullable(place.methods.get(method));
    }

    /** The routes of the API that have a class, as the contract writes them. */
    public static List<String> ofTheApi() {
        List<String> routes = new ArrayList<>();
        List.of(CRITICAL_PLUS, CRITICAL, SHEDDABLE_PLUS, SHEDDABLE).forEach(routes::addAll);
        routes.removeIf(route -> !route.contains(" " + API));
        return routes;
    }

    private static @Nullable Place step(Place place, String segment) {
        @Nullable Place named = place.next.get(segment);
        return named == null && !segment.isEmpty() ? place.next.get(ANY) : named;
    }

    private static void add(String route, RequestClass requested) {
        int space = route.indexOf(' ');
        Place place = ROUTES;
        for (String segment : route.substring(space + 2).split("/", 0)) {
            if (segment.isEmpty()) {
                continue;
            }
            place = place.next.computeIfAbsent(segment.startsWith("{") ? ANY : segment, at -> new Place());
        }
        if (place.methods.put(route.substring(0, space), requested) != null) {
            throw new IllegalStateException("two classes for " + route);
        }
    }
}
