package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Node;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A quota whose soft limit is exceeded (rule Q6). */
@Schema(description = "A quota whose soft limit is exceeded; nothing was denied for it.")
public record SoftLimitWarning(
        @Schema(description = "The quota.") UUID quotaId,

        @Schema(description = "What it belongs to.", implementation = EntityType.class)
        EntityType entityType,

        @Schema(description = "Whose it is.", example = "ml-research")
        String entityId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "The soft limit.", type = "number", example = "80") @Nullable Amount softLimit,

        @Schema(description = "The usage with the request.", type = "number", example = "90")
        Amount usage,

        @Schema(description = "For a person.", example = "usage 90 exceeds the soft limit 80")
        String message) {

    static SoftLimitWarning of(Node node) {
        Amount softLimit = node.limits().softLimit();
        Amount usage = node.tally().usage();
        return new SoftLimitWarning(
                node.id(),
                node.name().type(),
                node.name().id(),
                node.name().resourceType(),
                softLimit,
                usage,
                "usage " + usage + " exceeds the soft limit " + softLimit + " of " + node.name());
    }
}
