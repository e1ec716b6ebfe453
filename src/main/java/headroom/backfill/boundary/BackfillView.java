package headroom.backfill.boundary;

import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.BackfillState;
import headroom.backfill.rule.EventTimeWindow;
import headroom.backfill.rule.Progress;
import headroom.backfill.rule.Reprocess;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A backfill, as it is shown. */
@Schema(name = "Backfill", description = "A window of a source that is read again.")
public record BackfillView(
        @Schema(description = "Names it.", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID id,

        @Schema(
                description = "What is read again.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "usage-events")
        String source,

        @Schema(description = "The first instant that was asked for.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant from,

        @Schema(description = "The first instant after it.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant to,

        @Schema(
                description = "What of it is covered: all, or what live backfills left over.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        List<Range> ranges,

        @Schema(
                description = "How far the source goes on before an event key is forgotten.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                type = "string",
                format = "duration",
                example = "PT1H")
        String eventTimeWindow,

        @Schema(description = "Which seen events are processed again.", requiredMode = Schema.RequiredMode.REQUIRED)
        Reprocess reprocess,

        @Schema(description = "What part of the source.", nullable = true, example = "region=eu") @Nullable String scope,

        @Schema(description = "Whether it leaves no trace.", requiredMode = Schema.RequiredMode.REQUIRED)
        boolean dryRun,

        @Schema(description = "Events to be processed at most.", nullable = true, example = "100000") @Nullable Long maxEvents,

        @Schema(description = "Where it is in its life.", requiredMode = Schema.RequiredMode.REQUIRED)
        BackfillState state,

        @Schema(
                description = "Which of the tenant's places for live backfills it takes or took.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1")
        int slot,

        @Schema(description = "Counts resumptions, from 1.", requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        int run,

        @Schema(description = "Where to go on after a crash.", nullable = true, example = "partition-3:81723") @Nullable String cursor,

        @Schema(description = "What it is charged to.", nullable = true) @Nullable UUID quotaId,

        @Schema(description = "What is reserved there.", nullable = true) @Nullable UUID allocationId,

        @Schema(
                description = "Why it was started.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "lost partition")
        String reason,

        @Schema(description = "Under which ticket.", nullable = true, example = "OPS-17") @Nullable String ticket,

        @Schema(description = "Why it failed.", nullable = true, example = "the archive is unreadable") @Nullable String failure,

        @Schema(description = "How far it has come.", requiredMode = Schema.RequiredMode.REQUIRED)
        ProgressView progress,

        @Schema(description = "When it was started.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant createdAt,

        @Schema(description = "When it was changed last.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant updatedAt,

        @Schema(description = "When it ended.", nullable = true) @Nullable Instant endedAt) {

    /** A stretch of event time, its end left out. */
    @Schema(name = "EventTimeRange", description = "A stretch of event time, its end left out.")
    public record Range(
            @Schema(description = "The first instant in it.", requiredMode = Schema.RequiredMode.REQUIRED)
            Instant from,

            @Schema(description = "The first instant after it.", requiredMode = Schema.RequiredMode.REQUIRED)
            Instant to) {
        static Range of(EventTimeWindow window) {
            return new Range(window.from(), window.to());
        }
    }

    /** How far a backfill has come. */
    @Schema(name = "BackfillProgress", description = "How far a backfill has come.")
    public record ProgressView(
            @Schema(
                    description = "Events told to be processed; those that a resumption tells again count once.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "120")
            long done,

            @Schema(description = "Events seen before.", requiredMode = Schema.RequiredMode.REQUIRED, example = "7")
            long duplicate,

            @Schema(
                    description = "Events in no range of it.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "0")
            long outside,

            @Schema(
                    description = "Events per second since it began.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    type = "number",
                    example = "12.5")
            BigDecimal ratePerSecond,

            @Schema(
                    description =
                            "When it will be through if it goes on like this, by event time; null where that is not known.",
                    nullable = true)
            @Nullable Instant estimatedEnd) {
        static ProgressView of(Backfill backfill, List<EventTimeWindow> ranges, Instant now) {
            Backfill.Counted counted = backfill.counted();
            Progress progress = new Progress(
                    counted.done() + counted.duplicate() + counted.outside(),
                    counted.highest(),
                    backfill.createdAt(),
                    backfill.endedAt().orElse(now));
            return new ProgressView(
                    counted.done(),
                    counted.duplicate(),
                    counted.outside(),
                    progress.rate(),
                    backfill.endedAt().or(() -> progress.estimatedEnd(ranges)).orElse(null));
        }
    }

    static BackfillView of(Backfill backfill, List<EventTimeWindow> ranges, Instant now) {
        Backfill.Order order = backfill.order();
        Duration memory = order.memory();
        return new BackfillView(
                backfill.id(),
                order.source(),
                order.window().from(),
                order.window().to(),
                ranges.stream().map(Range::of).toList(),
                memory.toString(),
                order.reprocess(),
                order.scope(),
                order.dryRun(),
                order.maxEvents(),
                backfill.state(),
                backfill.slot(),
                backfill.run(),
                backfill.cursor().orElse(null),
                backfill.quotaId().orElse(null),
                backfill.allocationId().orElse(null),
                backfill.purpose().reason(),
                backfill.purpose().ticket(),
                backfill.failure().orElse(null),
                ProgressView.of(backfill, ranges, now),
                backfill.createdAt(),
                backfill.updatedAt(),
                backfill.endedAt().orElse(null));
    }
}
