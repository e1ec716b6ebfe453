package headroom.quota.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/** How much longer an allocation may live. */
@MaxBody
@Schema(description = "How much longer an allocation may live.")
public record RenewRequest(
        @Schema(
                description = "It ends by itself after this ISO 8601 duration from now, at most 366 days (A4).",
                type = "string",
                format = "duration",
                example = "PT10M")
        @NotNull Duration expiresIn)
        implements JsonBody {}
