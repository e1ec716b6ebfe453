package headroom.governance.boundary;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a policy would change, and come to. */
@Schema(name = "PolicyPlan", description = "What the policy would change, and come to; nothing has been changed.")
public record PolicyPlanView(
        @Schema(
                description = "Names the plan for 24 h; the same for the same changes from the same state.",
                example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String planHash,

        @Schema(description = "When that was so.") Instant at,

        @Schema(description = "The pools that would be made.")
        List<PoolPolicyView> create,

        @Schema(description = "The pools that would be others.")
        List<PoolDifference> change,

        @Schema(description = "The pools that would be removed.")
        List<PoolPolicyView> delete,

        @Schema(description = "The shares of every pool that it touches, before and after.")
        List<Foresight.PoolOutcome> pools,

        @Schema(description = "Who would have less than it uses.")
        List<Foresight.OverLimit> overLimit,

        @Schema(description = "What would have been decided otherwise in the last 24 h.")
        Foresight.Otherwise otherwise) {

    /** A pool before and after. */
    @Schema(name = "PoolDifference", description = "A pool before and after.")
    public record PoolDifference(
            @Schema(description = "Its name.", example = "gpus-eu")
            String name,

            @Schema(description = "As it is.") PoolPolicyView before,

            @Schema(description = "As it would be.") PoolPolicyView after) {}

    static PolicyPlanView of(String hash, Plan plan, Foresight foresight) {
        return new PolicyPlanView(
                hash,
                foresight.at(),
                plan.pools().stream()
                        .filter(step -> step.before() == null)
                        .map(step -> Objects.requireNonNull(step.after()))
                        .toList(),
                plan.pools().stream()
                        .filter(step -> step.before() != null && step.after() != null)
                        .map(step -> new PoolDifference(
                                step.name(),
                                Objects.requireNonNull(step.before()),
                                Objects.requireNonNull(step.after())))
                        .toList(),
                plan.pools().stream()
                        .filter(step -> step.after() == null)
                        .map(step -> Objects.requireNonNull(step.before()))
                        .toList(),
                foresight.pools(),
                foresight.overLimit(),
                foresight.otherwise());
    }
}
