package headroom.platform.http;

import headroom.kernel.Caller;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Lets a caller through to a route only where its token has the scope that the route {@linkplain RequiresScope declares}.
 * Bound to each route's own method once, at start: what is judged is what will run. A route without a declaration is
 * refused to all.
 */
@Provider
public class DeclaredScopes implements DynamicFeature {
    @Override
    public void configure(ResourceInfo route, FeatureContext context) {
        Method method = route.getResourceMethod();
        Optional<Scope> required =
                Optional.ofNullable(method.getAnnotation(RequiresScope.class)).map(RequiresScope::value);
        required.ifPresent(scope -> Routes.bound(method, scope));
        context.register(new Check(required));
    }

    /** What keeps this caller from a route, if anything does. */
    static Optional<Refusal> refusal(Optional<Scope> required, Optional<Caller> caller) {
        if (caller.isEmpty()) {
            return Optional.of(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "a valid token is needed"));
        }
        if (required.isEmpty()) {
            return Optional.of(Refusal.of(Refusal.Kind.FORBIDDEN, "this route is open to nobody"));
        }
        Scope scope = required.get();
        if (!caller.get().has(scope)) {
            return Optional.of(Refusal.of(Refusal.Kind.FORBIDDEN, "the token lacks the scope " + scope.wireName()));
        }
        if (scope.needsPurpose() && caller.get().purpose(scope).isEmpty()) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.REASON_REQUIRED,
                    "the token does not say enough of why: ask for one with " + scope.reasonClaim()
                            + " and, where it is required, " + scope.ticketClaim()));
        }
        return Optional.empty();
    }

    @Priority(Priorities.AUTHORIZATION)
    private record Check(Optional<Scope> required) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            refusal(required, RequestContext.current().caller())
                    .ifPresent(refusal ->
                            request.abortWith(Problems.answer(refusal).toResponse()));
        }
    }
}
