package headroom.quota.boundary;

import headroom.kernel.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** Whether the counters say what the allocations say. */
@Schema(name = "Verification", description = "Whether the counters say what the allocations say (Q2).")
public record VerifyView(
        @Schema(description = "Quotas looked at, the tenant's deleted ones too.", example = "14")
        long checked,

        @Schema(description = "Every counter that is off; empty when all is well. At most 1000.")
        List<Difference> differences) {

    /** A counter that is off. */
    @Schema(name = "CounterDifference", description = "A counter that is off.")
    public record Difference(
            @Schema(description = "The quota.") UUID quotaId,

            @Schema(
                    description = "Which counter: reserved, active, consumed, usage or consumed_below.",
                    example = "usage")
            String counter,

            @Schema(description = "What it says.", type = "number", example = "12")
            Amount counted,

            @Schema(description = "What the allocations add up to.", type = "number", example = "10")
            Amount recomputed) {}
}
