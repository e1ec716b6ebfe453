package headroom.backfill.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why a backfill failed. */
@MaxBody(optional = true)
@Schema(description = "Why a backfill failed.")
public record FailBackfillRequest(
        @Schema(description = "For people.", nullable = true, example = "the archive is unreadable")
        @Size(min = 1, max = 1000) @Nullable String failure)
        implements JsonBody {}
