package headroom.throttle.boundary;

import headroom.kernel.Caller;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.RequestContext;
import headroom.throttle.control.Throttles;
import headroom.throttle.entity.StoredThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose throttles a caller may see and change: its tenant's, and with orch:platform the platform's. */
@ApplicationScoped
public class Owners {
    @Inject
    private Throttles throttles;

    /** The owner that is named: the tenant where none is. */
    Outcome<String> named(TenantId tenant, @Nullable String name) {
        if (name == null) {
            return Outcome.done(tenant.value());
        }
        return isPlatform() ? Outcome.done(name) : Outcome.refused(ThrottleRefusals.platformOnly());
    }

    /** A throttle that the caller may see. */
    Outcome<StoredThrottle> find(TenantId tenant, UUID id) {
        Optional<StoredThrottle> own = throttles.find(tenant.value(), id);
        Optional<StoredThrottle> found =
                own.isEmpty() && isPlatform() ? throttles.find(StoredThrottle.PLATFORM, id) : own;
        return found.map(Outcome::done).orElseGet(() -> Outcome.refused(ThrottleRefusals.noThrottle(id)));
    }

    /** Whose trail tells of a throttle: the platform's stand in that of the caller's own tenant, whichever the call names. */
    static TenantId trail(TenantId tenant, String owner) {
        return owner.equals(StoredThrottle.PLATFORM)
                ? RequestContext.current().caller().map(Caller::tenant).orElse(tenant)
                : tenant;
    }

    static String subject() {
        return RequestContext.current().caller().map(Caller::subject).orElse("");
    }

    private static boolean isPlatform() {
        return RequestContext.current()
                .caller()
                .filter(caller -> caller.has(Scope.PLATFORM))
                .isPresent();
    }
}
