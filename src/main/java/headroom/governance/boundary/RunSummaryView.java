package headroom.governance.boundary;

import headroom.governance.control.Runs.Run;
import headroom.governance.rule.DeletedPool;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run of a pool, in a list. */
@Schema(name = "PoolRunSummary", description = "A run of a pool: its capacity was divided, and shares moved.")
public record RunSummaryView(
        @Schema(description = "Counts the runs of the pool.", example = "17")
        long number,

        @Schema(description = "When it was.") Instant at,

        @Schema(
                description = "Why: create, change, member, demand, override, or round, the timer's.",
                example = "round")
        String cause,

        @Schema(description = "How it was divided.", implementation = Strategy.class)
        Strategy strategy,

        @Schema(description = "What there was to share.", type = "number", example = "120")
        Amount capacity,

        @Schema(
                description = "When the pool was deleted; absent while it is there.",
                nullable = true,
                example = "2026-11-21T09:00:00Z")
        @Nullable Instant poolDeletedAt) {
    /**
     * The run.
     *
     * @param gone the pool, where it has been deleted
     */
    static RunSummaryView of(Run run, @Nullable DeletedPool gone) {
        return new RunSummaryView(
                run.number(), run.at(), run.cause(), run.strategy(), run.capacity(), gone == null ? null : gone.at());
    }
}
