package headroom.governance.boundary;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose request is to be next. */
@MaxBody(value = MaxBody.BATCH_BYTES, optional = true)
@Schema(
        name = "PoolNextRequest",
        description = "The requests to be put in order; those that wait with the service when absent.")
public record NextRequest(
        @Schema(
                description = "Your own waiting requests; those that allocations with wait: true left when absent.",
                nullable = true)
        @Size(min = 1, max = MAX_REQUESTS) @Nullable List<@NotNull @Valid Item> requests,

        @Schema(
                description = "How many of the order are answered.",
                nullable = true,
                defaultValue = "100",
                example = "10")
        @Min(1) @Max(MAX_REQUESTS) @Nullable Integer limit)
        implements JsonBody {

    /** What one body carries. */
    static final int MAX_REQUESTS = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    int shown() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    /** A request that waits with the caller. */
    @Schema(name = "PoolNextItem", description = "A request that waits with you.")
    public record Item(
            @Schema(description = "Your own id of it, one among these.", example = "job-7")
            @NotNull @Size(min = 1, max = 128) String requestId,

            @Schema(description = "Whose it is: a member of the pool.", example = "acme")
            @NotNull @Pattern(regexp = TenantId.FORM, message = "must be 1 to 64 of a-z A-Z 0-9 . _ -") String tenant,

            @Schema(
                    description = "How much, more than 0.",
                    type = "number",
                    minimum = "0",
                    exclusiveMinimum = true,
                    example = "4")
            @NotNull @Positive Amount amount,

            @Schema(
                    description = "Since when it waits; now when absent.",
                    nullable = true,
                    example = "2026-11-21T12:00:00Z")
            @Nullable Instant waitingSince) {}
}
