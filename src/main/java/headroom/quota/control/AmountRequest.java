package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.rule.AllocationState;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for an amount.
 *
 * @param state reserved or active
 * @param expiresIn how long it is held at most; for ever when null
 * @param metadata the caller's own JSON object
 */
public record AmountRequest(
        UUID quotaId,
        String jobId,
        Amount amount,
        AllocationState state,
        @Nullable Duration expiresIn,
        @Nullable String metadata) {
    /** The same request for another amount. */
    public AmountRequest of(Amount other) {
        return new AmountRequest(quotaId, jobId, other, state, expiresIn, metadata);
    }

    public JobKey job() {
        return new JobKey(quotaId, jobId);
    }
}
