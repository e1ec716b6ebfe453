package headroom.governance.boundary;

import headroom.governance.rule.PoolOptions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;

/** What a pool has settled beside its strategy, as it is shown. */
@Schema(name = "PoolOptions", description = "What a pool has settled beside its strategy.")
public record PoolOptionsView(
        @Schema(description = "Whether the members may together use more than the capacity.", example = "false")
        boolean oversubscribe,

        @Schema(
                description =
                        "Strategy priority: this part of the capacity, divided by the number of members, is served to each first.",
                example = "5")
        BigDecimal floorPercent,

        @Schema(
                description = "Strategy reserved: how long who borrows may go on using what the lender wants back.",
                format = "duration",
                example = "PT30S")
        String reclaimGrace) {
    static PoolOptionsView of(PoolOptions options) {
        return new PoolOptionsView(
                options.oversubscribe(),
                PoolWire.plain(options.floorPercent()),
                options.reclaimGrace().toString());
    }
}
