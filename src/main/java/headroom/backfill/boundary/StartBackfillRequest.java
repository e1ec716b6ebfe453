package headroom.backfill.boundary;

import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.EventTimeWindow;
import headroom.backfill.rule.Reprocess;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A backfill to be started. */
@MaxBody
@Schema(description = "A backfill to be started.")
public record StartBackfillRequest(
        @Schema(description = "What is read again.", example = "usage-events")
        @NotNull @Pattern(regexp = SOURCE, message = "must be 1 to 128 of a-z A-Z 0-9 . _ : / -") String source,

        @Schema(description = "The first instant of event time that is read again.", example = "2026-11-01T00:00:00Z")
        @NotNull Instant from,

        @Schema(description = "The first instant after it.", example = "2026-11-08T00:00:00Z") @NotNull Instant to,

        @Schema(
                description = "How far the source goes on before an event key is forgotten, in whole seconds.",
                type = "string",
                format = "duration",
                example = "PT1H")
        @NotNull Duration eventTimeWindow,

        @Schema(
                description =
                        "Which seen events are processed again: none; those of failed or cancelled backfills; those of any that ended.",
                implementation = Reprocess.class,
                defaultValue = "none",
                nullable = true)
        @Nullable Reprocess reprocess,

        @Schema(
                description = "What part of the source, as its worker understands it.",
                nullable = true,
                example = "region=eu")
        @Size(min = 1, max = 255) @Nullable String scope,

        @Schema(
                description =
                        "Decides and counts, and leaves no trace: nothing is remembered, charged or kept from others.",
                defaultValue = "false",
                nullable = true)
        @Nullable Boolean dryRun,

        @Schema(
                description = "Events to be processed at most; any number when absent.",
                nullable = true,
                example = "100000")
        @Min(1) @Max(Integer.MAX_VALUE) @Nullable Integer maxEvents,

        @Schema(
                description = "What to do where live backfills overlap: refuse, or run what they leave over.",
                implementation = Mode.class,
                defaultValue = "refuse",
                nullable = true)
        @Nullable Mode mode,

        @Schema(
                description =
                        "What it is charged to, one unit for each processed event: a quota of custom_api_credits or of a registered type. max_events is reserved there.",
                nullable = true)
        @Nullable UUID quotaId)
        implements JsonBody {
    /** The database keeps ranges apart by microseconds as doubles, which are exact for 285 years before and after 1970. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2201-01-01T00:00:00Z");

    static final String SOURCE = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}";

    /** What to do where live backfills overlap. */
    public enum Mode {
        REFUSE,
        SUBTRACT
    }

    @Schema(hidden = true)
    @AssertTrue(message = "must be after from, in the year 2200 at the latest") boolean isTo() {
        // What is missing is told by itself.
        return !isThere(from) || !isThere(to) || (from.isBefore(to) && to.isBefore(LATEST));
    }

    @Schema(hidden = true)
    @AssertTrue(message = "must be 1900 or later") boolean isFrom() {
        return !isThere(from) || !from.isBefore(EARLIEST);
    }

    @Schema(hidden = true)
    @AssertTrue(message = "must be whole seconds, at least one") boolean isEventTimeWindow() {
        return !isThere(eventTimeWindow)
                || (eventTimeWindow.compareTo(Duration.ofSeconds(1)) >= 0
                        && eventTimeWindow.equals(eventTimeWindow.truncatedTo(ChronoUnit.SECONDS)));
    }

    @Schema(hidden = true)
    @AssertTrue(message = "needs max_events: so much is reserved") boolean isQuotaId() {
        return quotaId == null || maxEvents != null;
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }

    Backfill.Order order() {
        return new Backfill.Order(
                source,
                new EventTimeWindow(from, to),
                eventTimeWindow,
                reprocess == null ? Reprocess.NONE : reprocess,
                scope,
                isDryRun(),
                maxEvents == null ? null : maxEvents.longValue());
    }

    /** What a body lacks is null whatever its type says, until it was validated. */
    private static boolean isThere(@Nullable Object value) {
        return value != null;
    }
}
