package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.platform.json.Metadata;
import headroom.quota.entity.HistoryEntry;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One step of an allocation, as remembered (rule A7). */
@Schema(name = "HistoryEntry", description = "One step of an allocation, remembered for ever (A7).")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HistoryView(
        @Schema(description = "Names the entry; grows with time.")
        UUID id,

        @Schema(description = "The quota whose usage changed.")
        UUID quotaId,

        @Schema(description = "What the quota belongs to.", implementation = EntityType.class)
        EntityType entityType,

        @Schema(description = "Whose it is.", example = "ml-research")
        String entityId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "The allocation whose step it was.")
        UUID allocationId,

        @Schema(description = "The allocation's amount after the step.", type = "number", example = "4")
        Amount allocatedValue,

        @Schema(description = "Which step.", implementation = Operation.class)
        Operation operation,

        @Schema(description = "The job.", example = "train-7")
        String jobId,

        @Schema(description = "When it was decided.") Instant timestamp,

        @Schema(
                description = "What else is worth knowing: the caller's object, or what was consumed.",
                type = "object",
                nullable = true)
        @Nullable Metadata metadata) {

    static HistoryView of(HistoryEntry entry, EntityName name) {
        String metadata = entry.metadata();
        return new HistoryView(
                entry.id(),
                entry.quotaId(),
                name.type(),
                name.id(),
                name.resourceType(),
                entry.allocationId(),
                entry.allocatedValue(),
                entry.operation(),
                entry.jobId(),
                entry.occurredAt(),
                metadata == null ? null : new Metadata(metadata));
    }
}
