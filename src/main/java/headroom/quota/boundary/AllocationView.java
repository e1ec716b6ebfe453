package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.platform.json.Metadata;
import headroom.quota.entity.Allocation;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Node;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An allocation as callers see it. */
@Schema(name = "Allocation", description = "An amount held by one job under one quota.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AllocationView(
        @Schema(description = "Names the allocation for ever.", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID id,

        @Schema(description = "The quota that it is charged to.", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID quotaId,

        @Schema(
                description = "The caller's own id of the job.",
                minLength = 1,
                maxLength = 128,
                example = "train-7",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String jobId,

        @Schema(
                description = "What is counted.",
                example = "concurrent_gpus",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String resourceType,

        @Schema(
                description = "How much it holds, or held when it ended.",
                type = "number",
                minimum = "0",
                exclusiveMinimum = true,
                example = "4",
                requiredMode = Schema.RequiredMode.REQUIRED)
        Amount allocatedValue,

        @Schema(
                description = "Where it is in its life (A2).",
                implementation = AllocationState.class,
                requiredMode = Schema.RequiredMode.REQUIRED)
        AllocationState state,

        @Schema(description = "When it was admitted.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant allocatedAt,

        @Schema(description = "When it ended; null while live.", nullable = true) @Nullable Instant releasedAt,

        @Schema(description = "When it ends by itself; null for never.", nullable = true) @Nullable Instant expiresAt,

        @Schema(
                description = "What was used up when it ended (Q10); 0 without a budget.",
                type = "number",
                minimum = "0",
                example = "0")
        Amount consumed,

        @Schema(description = "Counts the steps of its life: 0 when new.", example = "0")
        long version,

        @Schema(description = "The caller's own object.", type = "object", nullable = true) @Nullable Metadata metadata,

        @Schema(description = "Quotas that it leaves above their soft limit (Q6), root to leaf.")
        List<SoftLimitWarning> warnings) {

    static AllocationView of(Allocation allocation, String resourceType, List<Node> exceeded) {
        return new AllocationView(
                allocation.id(),
                allocation.quotaId(),
                allocation.jobId(),
                resourceType,
                allocation.holding().amount(),
                allocation.holding().state(),
                allocation.allocatedAt(),
                allocation.releasedAt().orElse(null),
                allocation.holding().expiresAt(),
                allocation.consumed(),
                allocation.version(),
                allocation.metadata().map(Metadata::new).orElse(null),
                exceeded.stream().map(SoftLimitWarning::of).toList());
    }

    static AllocationView of(Allocation allocation, String resourceType) {
        return of(allocation, resourceType, List.of());
    }
}
