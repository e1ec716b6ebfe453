package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an allocation holds.
 *
 * @param state where it is in its life
 * @param amount how much, more than 0
 * @param expiresAt when it ends by itself; never when null
 */
public record Holding(
        AllocationState state, Amount amount, @Nullable Instant expiresAt) {
    /** Whether it is live by its state, but its time has come (rule A3). */
    public boolean isDue(Instant now) {
        return state.isLive() && expiresAt != null && !now.isBefore(expiresAt);
    }
}
