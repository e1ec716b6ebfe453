package headroom.breaker.boundary;

import headroom.breaker.rule.Mode;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person wants of a breaker. */
@MaxBody
@Schema(name = "ForceBreakerRequest", description = "What a person wants of a breaker.")
public record ForceRequest(
        @Schema(description = "Any but auto: that comes by ending the mode.", example = "forced_open") @NotNull Mode mode,

        @Schema(
                description = "When it ends by itself: at most 24 h ahead; must be given for a forced mode.",
                nullable = true,
                example = "2026-11-21T18:00:00Z")
        @Nullable Instant until)
        implements JsonBody {}
