package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.PlainlyValid;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/** A question whether an amount would be admitted now. */
@MaxBody
@Schema(description = "A question whether an amount would be admitted now.")
public record CheckRequest(
        @Schema(description = "What the quota belongs to.", implementation = EntityType.class) @NotNull EntityType entityType,

        @Schema(description = "The caller's own id of the entity.", example = "ml-research")
        @NotNull @Size(min = 1, max = Wire.MAX_ENTITY_ID) String entityId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        @NotNull @Pattern(regexp = Wire.RESOURCE_TYPE, message = Wire.RESOURCE_TYPE_MESSAGE) String resourceType,

        @Schema(
                description = "How much, more than 0, at most 4 fraction digits.",
                type = "number",
                minimum = "0",
                exclusiveMinimum = true,
                maximum = "1000000000000000",
                example = "4")
        @NotNull @Positive Amount requestedValue)
        implements JsonBody, PlainlyValid {

    @Override
    public boolean keepsItsRules() {
        return Wire.isPresent(entityType)
                && Wire.isEntityId(entityId)
                && Wire.isResourceType(resourceType)
                && Wire.isPositive(requestedValue);
    }

    EntityName name() {
        return new EntityName(entityType, entityId, resourceType);
    }
}
