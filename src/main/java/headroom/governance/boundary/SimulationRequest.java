package headroom.governance.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Changes whose outcome is asked for. */
@MaxBody
@Schema(description = "Changes whose outcome is asked for, all of them together.")
public record SimulationRequest(
        @Schema(description = "1 to 100 changes, none of the same thing as another.")
        @NotNull @Size(min = 1, max = MAX_CHANGES) List<@NotNull @Valid PlannedChange> changes)
        implements JsonBody {
    /** What one person can look through, and one transaction applies. */
    static final int MAX_CHANGES = 100;
}
