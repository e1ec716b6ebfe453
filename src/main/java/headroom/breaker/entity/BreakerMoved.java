package headroom.breaker.entity;

import headroom.breaker.rule.Cause;
import headroom.breaker.rule.Standing;
import headroom.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A breaker has moved. Told once in the cluster, by the server that stored it, in that transaction: what an observer writes at
 * once stands or falls with the move, and who wants to act on it waits for the transaction's success.
 *
 * @param generation the breaker's generation after it; with tenant and service it names the move
 * @param reason why a person had it moved; null where nobody had, as are the next two
 * @param at when, by the database's clock
 */
public record BreakerMoved(
        TenantId tenant,
        String service,
        long generation,
        Standing from,
        Standing to,
        Cause cause,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable String actor,
        Instant at) {}
