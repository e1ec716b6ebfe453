package headroom.backfill.boundary;

import headroom.backfill.rule.EventDecision;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What the worker is to do with the events that it reported. */
@Schema(name = "BackfillEvents", description = "What the worker is to do with the events that it reported.")
public record EventsView(
        @Schema(description = "One for each event, in order.", requiredMode = Schema.RequiredMode.REQUIRED)
        List<Decided> results,

        @Schema(description = "The backfill's, this call counted.", requiredMode = Schema.RequiredMode.REQUIRED)
        BackfillView.ProgressView progress) {

    /** What is to be done with one event. */
    @Schema(name = "BackfillEventDecision", description = "What is to be done with one event.")
    public record Decided(
            @Schema(
                    description = "Its key.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "evt-20261101-000017")
            String key,

            @Schema(
                    description =
                            "process; duplicate: it was seen; outside: it is in no range of the backfill; beyond_maximum: max_events were processed.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            EventDecision decision) {}
}
