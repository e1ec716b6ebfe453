package headroom.governance.boundary;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request for a part of a pool. */
@MaxBody
@Schema(description = "A request for a part of a pool, at the root of the tenant's tree.")
public record ShareRequest(
        @Schema(description = "For whom.", example = "acme")
        @NotNull @Pattern(regexp = TenantId.FORM, message = "must be 1 to 64 of a-z A-Z 0-9 . _ -") String tenant,

        @Schema(
                description = "How much, more than 0.",
                type = "number",
                minimum = "0",
                exclusiveMinimum = true,
                maximum = "1000000000000000",
                example = "70")
        @NotNull @Positive Amount amount,

        @Schema(
                description = "Whether less is welcome where the whole does not fit.",
                nullable = true,
                defaultValue = "true",
                example = "true")
        @Nullable Boolean partial,

        @Schema(
                description = "Your own id of the job that the amount is for; a new one when absent.",
                nullable = true,
                example = "train-7")
        @Size(min = 1, max = 128) @Pattern(regexp = "(?!headroom:).*", flags = Pattern.Flag.DOTALL, message = "must not begin with headroom:")
        @Nullable String jobId,

        @Schema(
                description =
                        "A lease: it ends by itself after this ISO 8601 duration unless renewed; at most 366 days.",
                type = "string",
                format = "duration",
                nullable = true,
                example = "PT10M")
        @Nullable Duration expiresIn,

        @Schema(description = "Your own object, at most 8 KiB.", type = "object", nullable = true) @Nullable Metadata metadata)
        implements JsonBody {

    boolean isPartial() {
        return partial == null || partial;
    }
}
