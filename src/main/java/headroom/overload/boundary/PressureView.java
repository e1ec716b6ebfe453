package headroom.overload.boundary;

import headroom.overload.control.Pressed;
import headroom.overload.rule.Pressure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What presses back on a tenant. */
@Schema(name = "Pressure", description = "What presses back on a tenant, at this server.")
public record PressureView(
        @Schema(
                description =
                        "What kind of thing presses: webhook, quotas (the lanes of the tenant's trees and permits) or service (all of it).",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "webhook")
        String kind,

        @Schema(
                description = "Which one.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "hooks.acme.example:443")
        String target,

        @Schema(
                description = "soft: call half as often; hard: do not call, or once to see whether it is over.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "soft")
        Pressure level,

        @Schema(
                description = "When the back-off ends, by this server's clock; null where it ends with its cause.",
                nullable = true,
                example = "2026-11-21T12:00:10Z")
        @Nullable Instant until,

        @Schema(
                description = "Refusals in a row, at most 7; 0 where it is no refusal that presses.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2")
        int refusals) {
    static PressureView of(Pressed pressed) {
        return new PressureView(
                pressed.target().kind(), pressed.target().name(), pressed.level(), pressed.until(), pressed.strikes());
    }
}
