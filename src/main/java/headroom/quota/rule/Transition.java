package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of an allocation's life, as judged.
 *
 * @param operation which step, for the history
 * @param to the state after it
 * @param amount the amount after it
 * @param consumed what of the amount is used up, where it ended
 * @param expiresAt when it ends by itself from now on; never when null
 * @param charge what the step changes at the quota
 */
public record Transition(
        Operation operation,
        AllocationState to,
        Amount amount,
        Amount consumed,
        @Nullable Instant expiresAt,
        Charge charge) {}
