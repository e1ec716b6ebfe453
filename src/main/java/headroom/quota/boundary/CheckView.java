package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would have been decided. */
@Schema(name = "Check", description = "What would have been decided; nothing was changed.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CheckView(
        @Schema(description = "Whether the amount would be admitted now.")
        boolean allowed,

        @Schema(
                description = "The headroom: what could be had here without burst.",
                type = "number",
                minimum = "0",
                example = "30")
        Amount available,

        @Schema(description = "What was asked for.", type = "number", example = "4")
        Amount requested,

        @Schema(
                description = "Why not, for a person; null when allowed.",
                nullable = true,
                example = "team ml (concurrent_gpus) lacks 2")
        @Nullable String reason,

        @Schema(description = "Every quota that the amount does not fit, root to leaf.")
        List<ViolationView> violations,

        @Schema(
                description = "The largest amount that would be admitted now, burst included.",
                type = "number",
                minimum = "0",
                example = "30")
        Amount maxGrantable,

        @Schema(description = "Quotas that it would leave above their soft limit.")
        List<SoftLimitWarning> warnings) {}
