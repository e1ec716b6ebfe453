package headroom.tenant.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Tells whose request it is: the tenant that {@code X-Tenant-Id} names, else {@link TenantId#DEFAULT}. */
@ApplicationScoped
public class TenantResolver {
    public static final String HEADER = "X-Tenant-Id";

    /**
     * The tenant of a request.
     *
     * @throws RefusedException where the header names no possible tenant
     */
    public TenantId resolve(HttpServletRequest request) {
        String name = request.getHeader(HEADER);
        if (name == null) {
            return TenantId.DEFAULT;
        }
        if (!TenantId.isValid(name)) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "a header breaks the contract",
                    List.of(new FieldError(HEADER, "must be 1 to 64 of a-z A-Z 0-9 . _ -"))));
        }
        return new TenantId(name);
    }

    /** The tenant and the idempotency key of a request whose body has been read. */
    public Call call(HttpServletRequest request) {
        return new Call(resolve(request), IdempotencyKey.of(request));
    }
}
