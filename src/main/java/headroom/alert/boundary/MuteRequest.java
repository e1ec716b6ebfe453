package headroom.alert.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/** How long alerts of a key are not to disturb anybody. */
@MaxBody
@Schema(
        description =
                "How long alerts of this key are not to call webhooks. They are listed and sent over JMS all the same.")
public record MuteRequest(
        @Schema(description = "In the future, at most 30 days ahead.", example = "2027-01-01T00:00:00Z") @NotNull Instant until)
        implements JsonBody {}
