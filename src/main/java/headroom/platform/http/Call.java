package headroom.platform.http;

import headroom.kernel.TenantId;
import java.util.Optional;

/**
 * On whose behalf a use case runs.
 *
 * @param tenant whose data it may see and change
 * @param idempotencyKey what makes its repetition harmless, where the caller gave one
 */
public record Call(TenantId tenant, Optional<IdempotencyKey> idempotencyKey) {}
