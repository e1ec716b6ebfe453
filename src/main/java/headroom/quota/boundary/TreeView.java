package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Node;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A quota with what is below it. */
@Schema(name = "Tree", description = "A quota with what is below it.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TreeView(
        @Schema(description = "The quota.") UUID id,

        @Schema(description = "The quota above it.", nullable = true) @Nullable UUID parentId,

        @Schema(description = "What it belongs to.", implementation = EntityType.class)
        EntityType entityType,

        @Schema(description = "Whose it is.", example = "ml-research")
        String entityId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "The raw limit.", type = "number", example = "100")
        Amount limitValue,

        @Schema(description = "The limit times the overcommit ratio.", type = "number", example = "150")
        Amount effectiveLimit,

        @Schema(description = "Its own and all below.", type = "number", example = "120")
        Amount usage,

        @Schema(description = "Kept free for quotas below it (Q14).", type = "number", example = "0")
        Amount setAside,

        @Schema(
                description = "Effective limit minus usage and what is set aside, never below 0.",
                type = "number",
                example = "30")
        Amount available,

        @Schema(description = "The quotas directly below it, by id; empty at the depth asked for.")
        List<TreeView> children) {

    /** The tree of {@code node}, its descendants found by their parents. */
    static TreeView of(Node node, Map<UUID, List<Node>> childrenOf) {
        return new TreeView(
                node.id(),
                node.parentId(),
                node.name().type(),
                node.name().id(),
                node.name().resourceType(),
                node.limits().limit(),
                node.limits().effective(),
                node.tally().usage(),
                node.tally().setAside(),
                node.available(),
                childrenOf.getOrDefault(node.id(), List.of()).stream()
                        .map(child -> of(child, childrenOf))
                        .toList());
    }
}
