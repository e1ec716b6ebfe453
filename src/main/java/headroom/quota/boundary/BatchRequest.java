package headroom.quota.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.PlainlyValid;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Several requests for amounts, in one. */
@MaxBody(MaxBody.BATCH_BYTES)
@Schema(description = "Several requests for amounts, in one (A5).")
public record BatchRequest(
        @Schema(
                description = "atomic: all or nothing; independent: each item by itself, in order.",
                implementation = Mode.class)
        @NotNull Mode mode,

        @Schema(description = "The requests, over any quotas of the tenant.")
        @NotNull @Size(min = 1, max = Wire.MAX_BATCH) List<@NotNull @Valid AllocateRequest> items)
        implements JsonBody, PlainlyValid {

    @AssertTrue(message = "must not wait: a batch is decided as it comes") @Schema(hidden = true)
    boolean isItems() {
        return items == null || items.stream().noneMatch(item -> item != null && item.isWaiting());
    }

    @Override
    public boolean keepsItsRules() {
        return Wire.isPresent(mode)
                && Wire.isPresent(items)
                && !items.isEmpty()
                && items.size() <= Wire.MAX_BATCH
                && items.stream().allMatch(item -> Wire.isPresent(item) && item.keepsItsRules())
                && isItems();
    }

    /** How the items depend on each other. */
    public enum Mode {
        /** All are admitted, or none. */
        ATOMIC,
        /** Each is judged by itself, in order. */
        INDEPENDENT
    }
}
