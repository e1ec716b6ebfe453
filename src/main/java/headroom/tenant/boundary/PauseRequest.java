package headroom.tenant.boundary;

import headroom.kernel.Constants;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.tenant.rule.PauseMode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a tenant is to be paused. */
@MaxBody
@Schema(description = "How a tenant is to be paused. Releasing always goes on.")
public record PauseRequest(
        @Schema(
                description =
                        "deny_new: nothing new is allocated. drain: nothing is committed or renewed either, so that what has a lease runs out.",
                implementation = PauseMode.class)
        @NotNull PauseMode mode,

        @Schema(
                description = "When the pause ends by itself; until it is resumed when absent.",
                nullable = true,
                example = "2027-01-01T00:00:00Z")
        @Nullable Instant until)
        implements JsonBody {
    /** The modes as a regular expression. */
    public static final String MODES = "deny_new|drain";

    /** Until it is resumed, in one of the {@link #MODES}. */
    public static PauseRequest of(String mode) {
        return new PauseRequest(Constants.read(PauseMode.class, mode), null);
    }
}
