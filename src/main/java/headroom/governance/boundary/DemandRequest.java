package headroom.governance.boundary;

import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.Patch;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import java.math.BigDecimal;

/** What a member says that it wants. */
@MaxBody
@Schema(description = "What a member says that it wants.")
public record DemandRequest(
        @Schema(
                description = "What it wants; null: what it uses and was denied in the last 60 s.",
                type = "number",
                minimum = "0",
                implementation = BigDecimal.class,
                nullable = true,
                example = "80")
        Patch<Amount> demand)
        implements JsonBody {

    @AssertTrue(message = "must be given; null has it measured") @Schema(hidden = true)
    boolean isDemand() {
        return demand.present();
    }
}
