package headroom.platform.http;

import headroom.kernel.TenantId;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells whose request it is, and keeps the thread to that tenant's rows. For components that the tenants themselves know:
 * the others use the tenants' own.
 */
public interface RequestTenant {
    /**
     * The tenant of a request.
     *
     * @throws RefusedException where the caller may not act for the one that it names
     */
    TenantId resolve(HttpServletRequest request);

    /** The tenant and the idempotency key of a request whose body has been read. */
    Call call(HttpServletRequest request);
}
