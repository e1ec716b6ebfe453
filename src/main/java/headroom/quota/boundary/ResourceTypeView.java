package headroom.quota.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.quota.rule.ResourceType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What is counted (rule Q11): as a caller registers it, and as it is listed. */
@MaxBody
@Schema(name = "ResourceType", description = "What is counted (Q11).")
public record ResourceTypeView(
        @Schema(description = "The name with its unit in it.", example = "fpga_hours")
        @NotNull @Pattern(regexp = Wire.RESOURCE_TYPE, message = Wire.RESOURCE_TYPE_MESSAGE) String name,

        @Schema(description = "The unit, for people.", example = "FPGA hour") @NotNull @Size(min = 1, max = 32) String unit,

        @Schema(
                description = "consumable: used up, may have a budget period; concurrent: held and given back.",
                implementation = ResourceType.Kind.class)
        @NotNull ResourceType.Kind kind)
        implements JsonBody {

    static ResourceTypeView of(ResourceType type) {
        return new ResourceTypeView(type.name(), type.unit(), type.kind());
    }
}
