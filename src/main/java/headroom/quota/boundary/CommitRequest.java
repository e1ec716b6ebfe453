package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a reserved allocation becomes active. */
@MaxBody(optional = true)
@Schema(description = "How a reserved allocation becomes active; an empty body commits the whole.")
public record CommitRequest(
        @Schema(
                description =
                        "How much to commit, at most what is reserved; the rest is given back at once. All when absent.",
                type = "number",
                minimum = "0",
                exclusiveMinimum = true,
                maximum = "1000000000000000",
                nullable = true,
                example = "3")
        @Positive @Nullable Amount amount,

        @Schema(
                description =
                        "A lease for the active allocation; none when absent: the reservation's deadline ends with it.",
                type = "string",
                format = "duration",
                nullable = true,
                example = "PT10M")
        @Nullable Duration expiresIn)
        implements JsonBody {}
