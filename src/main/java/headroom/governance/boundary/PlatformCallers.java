package headroom.governance.boundary;

import headroom.kernel.Caller;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.RefusedException;
import headroom.platform.http.RequestContext;

/** Who may look at and change what is between tenants: who has {@code orch:platform}, beside the scope of the route. */
final class PlatformCallers {
    private PlatformCallers() {}

    /**
     * The caller's own tenant, whose audit trail carries what the platform does.
     *
     * @throws RefusedException where the caller is not the platform's
     */
    static TenantId required() {
        if (!isCalling()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.FORBIDDEN, "this is between tenants: the token lacks " + Scope.PLATFORM.wireName()));
        }
        return caller().tenant();
    }

    static boolean isCalling() {
        return caller().has(Scope.PLATFORM);
    }

    static Caller caller() {
        return RequestContext.current()
                .caller()
                .orElseThrow(() ->
                        new RefusedException(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "a valid token is needed")));
    }
}
