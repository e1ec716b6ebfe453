package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a plan would come to.
 *
 * @param at when that was so
 */
record Foresight(Instant at, List<PoolOutcome> pools, List<OverLimit> overLimit, Otherwise otherwise) {

    /** What would become of a pool's shares. */
    @Schema(name = "PoolOutcome", description = "What would become of a pool's shares.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PoolOutcome(
            @Schema(description = "The pool; null where it is to be made.", nullable = true) @Nullable UUID poolId,

            @Schema(description = "Its name.", example = "gpus-eu")
            String name,

            @Schema(
                    description =
                            "What is to become of it; none: only its members' demands move, because one of them is paused.",
                    allowableValues = {"create", "change", "delete", "none"},
                    example = "change")
            String change,

            @Schema(description = "Its members before and after, by tenant.")
            List<MemberOutcome> members) {}

    /** What would become of a member's share. */
    @Schema(name = "MemberOutcome", description = "What would become of a member's share.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record MemberOutcome(
            @Schema(description = "The tenant.", example = "acme")
            String tenant,

            @Schema(
                    description = "Whether it is in the pool before and after.",
                    allowableValues = {"stays", "joins", "leaves"},
                    example = "stays")
            String membership,

            @Schema(
                    description = "What binds its tree now; null: no share does.",
                    type = "number",
                    nullable = true,
                    example = "60")
            @Nullable Amount shareBefore,

            @Schema(
                    description =
                            "What this pool would let its tree use once usage has made way; null: no share of it binds.",
                    type = "number",
                    nullable = true,
                    example = "40")
            @Nullable Amount shareAfter,

            @Schema(
                    description = "What it would want; null where it leaves.",
                    type = "number",
                    nullable = true,
                    example = "80")
            @Nullable Amount demandAfter,

            @Schema(description = "What its tree uses now.", type = "number", example = "50")
            Amount usage,

            @Schema(description = "Usage above the share after.", type = "number", example = "10")
            Amount overAfter) {}

    /** Who would have less than it uses. */
    @Schema(
            name = "OverLimit",
            description = "Who would have less than it uses; nothing is taken away, nothing new fits.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record OverLimit(
            @Schema(description = "The tenant.", example = "acme")
            String tenant,

            @Schema(description = "The quota, where its limit is what is too small.", nullable = true) @Nullable UUID quotaId,

            @Schema(
                    description = "The name of the pool, where the share is what is too small.",
                    nullable = true,
                    example = "gpus-eu")
            @Nullable String pool,

            @Schema(description = "The effective limit, or the share, after.", type = "number", example = "40")
            Amount bound,

            @Schema(description = "What is used now.", type = "number", example = "50")
            Amount usage,

            @Schema(description = "The difference.", type = "number", example = "10")
            Amount over) {}

    /** What would have been decided otherwise. */
    @Schema(
            name = "DecidedOtherwise",
            description =
                    "Allocations of the last 24 h (in a budget period: of this period) that were admitted and would have been denied. Denials leave no trace, so that nothing can be said of those that would have been admitted.")
    public record Otherwise(
            @Schema(description = "How many.", example = "2")
            int total,

            @Schema(
                    description =
                            "Whether all trees were looked at; not where they have too many quotas or allocations.",
                    example = "true")
            boolean complete,

            @Schema(description = "The first 1,000 of them, tree by tree, in the order in which they were allocated.")
            List<DeniedThen> allocations) {}

    /** An allocation that would have been denied. */
    @Schema(name = "DeniedThen", description = "An allocation that was admitted and would have been denied.")
    public record DeniedThen(
            @Schema(description = "The allocation.") UUID allocationId,

            @Schema(description = "Whose it is.", example = "acme")
            String tenant,

            @Schema(description = "Its quota.") UUID quotaId,

            @Schema(description = "Its job.", example = "job-1")
            String jobId,

            @Schema(description = "What it holds, or held at last.", type = "number", example = "10")
            Amount amount,

            @Schema(description = "When it was admitted.") Instant allocatedAt,

            @Schema(
                    description = "What would have denied it.",
                    allowableValues = {"limit", "share", "paused"},
                    example = "share")
            String reason,

            @Schema(description = "The quotas that it would not have fitted, root to leaf.")
            List<UUID> deniedBy) {}
}
