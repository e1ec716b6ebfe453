package headroom.breaker.entity;

import headroom.breaker.rule.Standing;
import headroom.kernel.TenantId;
import java.time.Instant;

/**
 * A breaker was deleted; told in that transaction.
 *
 * @param generation its last
 * @param before where it stood
 */
public record BreakerDeleted(TenantId tenant, String service, long generation, Standing before, Instant at) {}
