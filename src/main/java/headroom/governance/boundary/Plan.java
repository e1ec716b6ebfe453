package headroom.governance.boundary;

import headroom.kernel.Amount;
import headroom.platform.Sha256;
import headroom.platform.json.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of pools, quotas and tenants: the result, not the change, and what all that it touches was when it was made. Its
 * JSON has one form (these fields in this order, members by tenant, decimals without needless digits), so that the same plan
 * from the same state has the same hash.
 *
 * @param kept the pools that are to stay as they are, where the plan is for all that there are; null where it is not
 */
record Plan(
        List<PoolStep> pools,
        List<LimitStep> limits,
        List<PauseStep> pauses,
        @Nullable List<PoolKept> kept) {

    /**
     * A pool.
     *
     * @param poolId null where it is to be made
     * @param before null where it is to be made
     * @param after null where it is to be removed
     */
    record PoolStep(
            @Nullable UUID poolId,
            long version,
            @Nullable PoolPolicyView before,
            @Nullable PoolPolicyView after) {
        String name() {
            return before != null ? before.name() : after == null ? "" : after.name();
        }
    }

    /** The raw limit of a quota. */
    record LimitStep(String tenant, UUID quotaId, long version, Amount before, Amount limitValue) {}

    /** A tenant that is to be paused. */
    record PauseStep(String tenant, long version, String mode) {}

    /** A pool that is to stay as it is. */
    record PoolKept(UUID poolId, long version) {}

    /** Its kind, as it is kept. */
    String kind() {
        return kept == null ? "simulation" : "policy";
    }

    String json() {
        return Json.write(this);
    }

    static String hash(String json) {
        return Sha256.hex(json);
    }

    static Plan read(String json) {
        return Json.read(json, Plan.class);
    }
}
