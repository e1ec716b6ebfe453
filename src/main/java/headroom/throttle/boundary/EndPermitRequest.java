package headroom.throttle.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.PlainlyValid;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A job is over. */
@MaxBody
@Schema(description = "How a job has ended.")
public record EndPermitRequest(
        @Schema(
                description =
                        "success: done; dropped: given up; ignored: not begun, and what the permit cost is given back.",
                implementation = PermitOutcome.class)
        @NotNull PermitOutcome outcome,

        @Schema(description = "How long it took, in milliseconds; recorded.", nullable = true, example = "5400")
        @Min(0) @Max(PermitWire.MAX_DURATION_MS) @Nullable Integer durationMs)
        implements JsonBody, PlainlyValid {
    @Override
    public boolean keepsItsRules() {
        return PermitWire.isPresent(outcome)
                && (durationMs == null || (durationMs >= 0 && durationMs <= PermitWire.MAX_DURATION_MS));
    }
}
