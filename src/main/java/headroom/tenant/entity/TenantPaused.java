package headroom.tenant.entity;

import headroom.kernel.TenantId;
import headroom.tenant.rule.PauseMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant was paused or resumed, or is paused otherwise; told within the transaction that did it.
 *
 * @param mode how it is paused now; null where it is not
 * @param until when that ends by itself; null where it does not
 */
public record TenantPaused(
        TenantId tenant, @Nullable PauseMode mode, @Nullable Instant until, Instant at) {}
