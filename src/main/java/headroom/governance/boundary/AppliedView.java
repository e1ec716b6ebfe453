package headroom.governance.boundary;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A plan as it was applied. */
@Schema(name = "AppliedPlan", description = "A plan as it was applied: all of it.")
public record AppliedView(
        @Schema(
                description = "Names the plan.",
                example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String planHash,

        @Schema(description = "When it was applied.") Instant appliedAt,

        @Schema(description = "The pools that it made, changed or removed, by name.", example = "[\"gpus-eu\"]")
        List<String> pools,

        @Schema(description = "The quotas that it changed.") List<UUID> quotas,

        @Schema(description = "The tenants that it paused.", example = "[\"acme\"]")
        List<String> tenants) {}
