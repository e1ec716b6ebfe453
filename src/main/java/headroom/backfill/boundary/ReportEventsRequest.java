package headroom.backfill.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that a worker has read. */
@MaxBody(MaxBody.BATCH_BYTES)
@Schema(description = "Events that a worker has read, in the order in which it did.")
public record ReportEventsRequest(
        @Schema(
                description =
                        "Which run of the backfill the worker belongs to: one that a resumption has replaced is refused. Not looked at when absent.",
                nullable = true,
                example = "1")
        @Min(1) @Nullable Integer run,

        @Schema(
                description =
                        "Where to go on after a crash: all that was told before this call is processed. Nothing is said of it when absent.",
                nullable = true,
                example = "partition-3:81723")
        @Size(min = 1, max = 1024) @Nullable String cursor,

        @Schema(description = "The events; none to move the cursor only.") @NotNull @Size(max = MAX_EVENTS) List<@NotNull @Valid Event> events)
        implements JsonBody {
    static final int MAX_EVENTS = 1_000;

    /** One event. */
    @Schema(name = "BackfillEventRequest", description = "One event.")
    public record Event(
            @Schema(description = "What tells the event from others of the source.", example = "evt-20261101-000017")
            @NotNull @Size(min = 1, max = 256) String key,

            @Schema(description = "When it happened.", example = "2026-11-01T00:00:17Z") @NotNull Instant eventTime) {}
}
