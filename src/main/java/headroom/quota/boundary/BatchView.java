package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a batch. */
@Schema(name = "Batch", description = "What became of a batch: one result for each item, in order.")
public record BatchView(
        @Schema(description = "As requested.", implementation = BatchRequest.Mode.class)
        BatchRequest.Mode mode,

        @Schema(description = "How many were admitted.", example = "2")
        int admitted,

        @Schema(description = "How many were refused.", example = "0")
        int refused,

        @Schema(description = "One for each item, in order.")
        List<Item> results) {

    /** What became of one item. */
    @Schema(name = "BatchItem", description = "What became of one item.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            @Schema(description = "The position in the batch, from 0.", example = "0")
            int index,

            @Schema(description = "The status that it would have had alone.", example = "201")
            int status,

            @Schema(description = "The allocation, where admitted.", nullable = true) @Nullable AllocationView allocation,

            @Schema(description = "The problem, where refused.", implementation = ProblemView.class, nullable = true)
            @JsonRawValue
            @Nullable String problem) {}
}
