package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Node;
import headroom.quota.rule.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One quota that a request does not fit (rule Q8). */
@Schema(name = "Violation", description = "One quota that a request does not fit (Q8).")
public record ViolationView(
        @Schema(description = "The quota.") UUID quotaId,

        @Schema(description = "What it belongs to.", implementation = EntityType.class)
        EntityType entityType,

        @Schema(description = "Whose it is.", example = "ml-research")
        String entityId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "The raw limit.", type = "number", example = "100")
        Amount limit,

        @Schema(description = "The limit times the overcommit ratio.", type = "number", example = "150")
        Amount effectiveLimit,

        @Schema(description = "The usage before the request.", type = "number", example = "148")
        Amount usage,

        @Schema(
                description = "What it keeps free for quotas below it (Q14); absent when nothing.",
                type = "number",
                nullable = true,
                example = "10")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Amount setAside,

        @Schema(description = "What was asked for.", type = "number", example = "4")
        Amount requested,

        @Schema(description = "By how much it does not fit.", type = "number", example = "2")
        Amount shortfall,

        @Schema(
                description =
                        "What the pool of the resource leaves the tenant, where it is in one: usage stays at most there.",
                type = "number",
                nullable = true,
                example = "60")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Amount share,

        @Schema(description = "Batch: the position of the item, from 0.", nullable = true, example = "0")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Integer item) {

    static ViolationView of(Violation violation) {
        return of(violation, null);
    }

    static ViolationView of(Violation violation, @Nullable Integer item) {
        Node node = violation.node();
        return new ViolationView(
                node.id(),
                node.name().type(),
                node.name().id(),
                node.name().resourceType(),
                node.limits().limit(),
                node.limits().effective(),
                node.tally().usage(),
                node.tally().setAside().isZero() ? null : node.tally().setAside(),
                violation.requested(),
                violation.shortfall(),
                node.share(),
                item);
    }
}
