package headroom.governance.boundary;

import headroom.governance.rule.PoolOptions;
import headroom.governance.rule.Reclaim;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a pool settles beside its strategy: what is absent stays, or is as by default. */
@Schema(
        name = "PoolOptionsRequest",
        description = "What a pool settles beside its strategy. What is absent stays as it is.")
public record PoolOptionsRequest(
        @Schema(
                description = "Whether the members may together use more than the capacity.",
                nullable = true,
                defaultValue = "false",
                example = "false")
        @Nullable Boolean oversubscribe,

        @Schema(
                description =
                        "Strategy priority: this part of the capacity, divided by the number of members, is served to each first.",
                type = "number",
                nullable = true,
                defaultValue = "5",
                example = "5")
        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2) @Nullable BigDecimal floorPercent,

        @Schema(
                description =
                        "Strategy reserved: how long who borrows may go on using what the lender wants back; at most PT10M.",
                type = "string",
                format = "duration",
                nullable = true,
                defaultValue = "PT30S",
                example = "PT30S")
        @Nullable Duration reclaimGrace) {

    @AssertTrue(message = "must be at most PT10M") @Schema(hidden = true)
    boolean isReclaimGrace() {
        return reclaimGrace == null || reclaimGrace.compareTo(Reclaim.LONGEST) <= 0;
    }

    PoolOptions after(PoolOptions before) {
        return new PoolOptions(
                oversubscribe == null ? before.oversubscribe() : oversubscribe,
                floorPercent == null ? before.floorPercent() : floorPercent,
                reclaimGrace == null ? before.reclaimGrace() : reclaimGrace);
    }
}
