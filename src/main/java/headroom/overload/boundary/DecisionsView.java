package headroom.overload.boundary;

import headroom.overload.control.Decisions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** What became of a limit within ten seconds. */
@Schema(name = "LimiterDecisions", description = "What became of a limit within ten seconds.")
public record DecisionsView(
        @Schema(
                description = "Their begin.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026-11-21T12:00:10Z")
        Instant from,

        @Schema(description = "The limit at their begin.", requiredMode = Schema.RequiredMode.REQUIRED, example = "4")
        int limitBefore,

        @Schema(description = "And after the last call.", requiredMode = Schema.RequiredMode.REQUIRED, example = "3")
        int limitAfter,

        @Schema(description = "Calls that raised it.", requiredMode = Schema.RequiredMode.REQUIRED, example = "0")
        long raised,

        @Schema(description = "Calls that lowered it.", requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        long lowered,

        @Schema(description = "Calls that left it.", requiredMode = Schema.RequiredMode.REQUIRED, example = "12")
        long kept,

        @Schema(
                description = "Of all those, answered 429 or 503, or too late.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1")
        long dropped,

        @Schema(
                description = "What a call took in the mean, in milliseconds.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "84.5")
        double callMsMean,

        @Schema(
                description = "Calls under way at once, at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "4")
        int inFlightMax) {
    private static final double DIGITS = 1e3;

    static DecisionsView of(Decisions decisions) {
        return new DecisionsView(
                decisions.from(),
                decisions.limitBefore(),
                decisions.limitAfter(),
                decisions.raised(),
                decisions.lowered(),
                decisions.kept(),
                decisions.dropped(),
                Math.round(decisions.rttMsMean() * DIGITS) / DIGITS,
                decisions.inFlightMost());
    }
}
