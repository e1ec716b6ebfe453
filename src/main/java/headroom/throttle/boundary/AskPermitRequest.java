package headroom.throttle.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.PlainlyValid;
import headroom.throttle.control.Asking;
import headroom.throttle.rule.JobKind;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody wants to begin a job. */
@MaxBody
@Schema(description = "A job that wants to begin.")
public record AskPermitRequest(
        @Schema(description = "What is done.", example = "import")
        @NotNull @Pattern(regexp = JobKind.NAME, message = JobKind.NAME_RULE) String jobType,

        @Schema(description = "What for, or where it comes from.", example = "github")
        @NotNull @Pattern(regexp = JobKind.NAME, message = JobKind.NAME_RULE) String source,

        @Schema(
                description =
                        "Recorded; among requests of a tenant that wait at a server at the same moment, higher ones are decided first. It reserves nothing. 0 when absent.",
                defaultValue = "0",
                nullable = true,
                example = "0")
        @Min(0) @Max(PermitWire.MAX_PRIORITY) @Nullable Integer priority,

        @Schema(
                description =
                        "What it weighs in max_per_hour and in the bucket; it takes one place of max_active whatever it costs. 1 when absent.",
                defaultValue = "1",
                nullable = true,
                example = "1")
        @Min(1) @Max(PermitWire.MAX_COST) @Nullable Integer cost,

        @Schema(
                description = "After which time the permit ends by itself, ISO 8601: PT1S to PT24H, PT10M when absent.",
                type = "string",
                format = "duration",
                nullable = true,
                example = "PT10M")
        @Nullable Duration expiresIn)
        implements JsonBody, PlainlyValid {
    @AssertTrue(message = "must be PT1S to PT24H") @Schema(hidden = true)
    boolean isExpiresIn() {
        return PermitWire.isExpiry(expiresIn);
    }

    @Override
    public boolean keepsItsRules() {
        return PermitWire.isPresent(jobType)
                && PermitWire.isPresent(source)
                && JobKind.isName(jobType)
                && JobKind.isName(source)
                && (priority == null || (priority >= 0 && priority <= PermitWire.MAX_PRIORITY))
                && (cost == null || (cost >= 1 && cost <= PermitWire.MAX_COST))
                && isExpiresIn();
    }

    Asking.Wanted wanted() {
        return new Asking.Wanted(
                new JobKind(jobType, source),
                Objects.requireNonNullElse(priority, 0),
                Objects.requireNonNullElse(cost, 1),
                Objects.requireNonNullElse(expiresIn, PermitWire.EXPIRES_IN));
    }
}
