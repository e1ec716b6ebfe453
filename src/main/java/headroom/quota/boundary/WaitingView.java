package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.control.WaitingRequests.WaitingRequest;
import headroom.quota.rule.WaitingState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request for an amount that waits until it fits, as it is shown. */
@Schema(
        name = "WaitingRequest",
        description = "A request for an amount that waits until it fits, or what became of it.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WaitingView(
        @Schema(description = "Names the request.") UUID id,

        @Schema(description = "What has become of it.", implementation = WaitingState.class)
        WaitingState state,

        @Schema(description = "Of which quota.") UUID quotaId,

        @Schema(description = "For which job.", example = "train-7")
        String jobId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "How much.", type = "number", example = "4")
        Amount requestedValue,

        @Schema(description = "Since when it waits.") Instant since,

        @Schema(description = "The first instant at which it is over.")
        Instant deadline,

        @Schema(description = "When it stopped to wait.", nullable = true) @Nullable Instant endedAt,

        @Schema(description = "granted: the allocation.", nullable = true) @Nullable UUID allocationId) {
    static WaitingView of(WaitingRequest request) {
        return new WaitingView(
                request.id(),
                request.state(),
                request.wanted().quotaId(),
                request.wanted().jobId(),
                request.resourceType(),
                request.wanted().amount(),
                request.since(),
                request.deadline(),
                request.endedAt(),
                request.allocationId());
    }
}
