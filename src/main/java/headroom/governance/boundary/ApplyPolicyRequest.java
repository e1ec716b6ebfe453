package headroom.governance.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Which plan is to be applied. */
@MaxBody
@Schema(description = "Which plan is to be applied.")
public record ApplyPolicyRequest(
        @Schema(
                description = "The plan_hash of the plan.",
                example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        @NotNull @Pattern(regexp = FORM, message = "must be 64 of 0-9 a-f") String planHash)
        implements JsonBody {
    private static final String FORM = "[0-9a-f]{64}";
}
