package headroom.tenant.boundary;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.kernel.Caller;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.RefusedException;
import headroom.platform.http.RequestContext;
import headroom.platform.http.RequestTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose request it is: the tenant of the caller's token. {@code X-Tenant-Id} may repeat it; only a caller of the
 * platform may name another, which is recorded there, once for each token on each server. From then on the thread sees that
 * tenant's rows only. Thread-safe.
 */
@ApplicationScoped
public class TenantResolver implements RequestTenant {
    public static final String HEADER = "X-Tenant-Id";

    /** More tokens and tenants than this at once are recorded again. */
    private static final int MAX_ENTERED = 10_000;

    /** A caller of the platform is recorded again after this time. */
    private static final Duration ENTERED = Duration.ofHours(1);

    private final Cache<Entry, Boolean> entered = Caffeine.newBuilder()
            .maximumSize(MAX_ENTERED)
            .expireAfterWrite(ENTERED)
            .build();

    @Inject
    private EnteringTenants entering;

    private record Entry(String tokenHash, TenantId tenant) {}

    /**
     * The tenant of a request.
     *
     * @throws RefusedException where the header names no possible tenant, or one that the token is not for
     */
    @Override
    public TenantId resolve(HttpServletRequest request) {
        Caller caller = caller();
        TenantId tenant = sought(caller, request.getHeader(HEADER));
        return tenant.equals(caller.tenant()) ? seeing(tenant) : entered(tenant);
    }

    private TenantId entered(TenantId other) {
        Caller caller = caller();
        Entry entry = new Entry(caller.tokenHash(), other);
        if (entered.getIfPresent(entry) == null) {
            if (!entering.enter(caller, other)) {
                throw new RefusedException(ReadingTenants.noTenant(other));
            }
            entered.put(entry, true);
        }
        return seeing(other);
    }

    private static TenantId seeing(TenantId tenant) {
        TenantWall.enter(tenant);
        return tenant;
    }

    /**
     * The tenant that a path or a body names, for a caller who may know of it; the header must agree.
     *
     * @throws RefusedException not found, where it is another's
     */
    public TenantId named(HttpServletRequest request, String id) {
        TenantId sought = resolve(request);
        boolean own = sought.value().equals(id);
        if (own) {
            return sought;
        }
        if (!TenantId.isValid(id) || !caller().has(Scope.PLATFORM)) {
            throw new RefusedException(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no tenant " + shortened(id)));
        }
        if (request.getHeader(HEADER) != null) {
            throw invalid("names another tenant than the path");
        }
        return entered(new TenantId(id));
    }

    /** The tenant and the idempotency key of a request whose body has been read. */
    @Override
    public Call call(HttpServletRequest request) {
        return new Call(resolve(request), IdempotencyKey.of(request));
    }

    /** The same for a tenant that the body names, for a caller who may know of it. */
    public Call call(HttpServletRequest request, String named) {
        return new Call(named(request, named), IdempotencyKey.of(request));
    }

    private static TenantId sought(Caller caller, @Nullable String name) {
        if (name == null || name.equals(caller.tenant().value())) {
            return caller.tenant();
        }
        if (!TenantId.isValid(name)) {
            throw invalid("must be 1 to 64 of a-z A-Z 0-9 . _ -");
        }
        if (!caller.has(Scope.PLATFORM)) {
            throw new RefusedException(
                    Refusal.of(Refusal.Kind.FORBIDDEN, "the token is for another tenant than " + HEADER));
        }
        return new TenantId(name);
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(Refusal.of(
                Refusal.Kind.VALIDATION, "a header breaks the contract", List.of(new FieldError(HEADER, message))));
    }

    private static Caller caller() {
        return RequestContext.current()
                .caller()
                .orElseThrow(() ->
                        new RefusedException(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "a valid token is needed")));
    }

    private static String shortened(String id) {
        return id.length() > 64 ? id.substring(0, 64) : id;
    }
}
