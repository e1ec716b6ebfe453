package headroom.breaker.boundary;

import headroom.breaker.entity.Intervention;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Counts;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A breaker, as it is shown. */
@Schema(name = "Breaker", description = "The circuit breaker of one service, for all its callers.")
public record BreakerView(
        @Schema(
                description = "Which service it is for.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "scanner")
        String service,

        @Schema(
                description = "The state that callers feel.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "closed")
        State state,

        @Schema(
                description = "What a person wants; auto lets the computed state hold.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "auto")
        Mode mode,

        @Schema(
                description = "The state that the evidence says, beside a forced one too.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "closed")
        State computedState,

        @Schema(
                description = "When the mode ends by itself; null where it does not.",
                nullable = true,
                example = "2026-11-21T18:00:00Z")
        @Nullable Instant modeUntil,

        @Schema(description = "Why a person wants the mode.", nullable = true, example = "scanner is being rebuilt")
        @Nullable String reason,

        @Schema(description = "Under which ticket.", nullable = true, example = "OPS-17") @Nullable String ticket,

        @Schema(description = "Who wants it.", nullable = true, example = "ops@acme.example") @Nullable String actor,

        @Schema(
                description = "When it came to the computed state.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026-11-21T12:00:00Z")
        Instant since,

        @Schema(
                description = "When the open delay is over; null where it is not open.",
                nullable = true,
                example = "2026-11-21T12:01:00Z")
        @Nullable Instant openUntil,

        @Schema(
                description = "How often in a row it has reopened.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0")
        int reopenings,

        @Schema(
                description = "Counts its moves and resets.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "3")
        long generation,

        @Schema(
                description =
                        "The calls that it is judged on: of the window, or, half open, of the probes. Not in lists.",
                nullable = true)
        @Nullable CountsView counts,

        @Schema(description = "Probes under way. Not in lists.", nullable = true, example = "0") @Nullable Integer probesUnderWay,

        @Schema(description = "How it judges.", requiredMode = Schema.RequiredMode.REQUIRED)
        ConfigurationView configuration,

        @Schema(description = "Its last moves, the newest first. Not in lists.", nullable = true) @Nullable List<TransitionView> lastTransitions,

        @Schema(
                description = "When it was made.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026-11-21T12:00:00Z")
        Instant createdAt,

        @Schema(
                description = "When it was changed last.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026-11-21T12:00:00Z")
        Instant updatedAt) {
    /** Calls, counted. */
    @Schema(name = "BreakerCounts", description = "Calls, counted.")
    public record CountsView(
            @Schema(description = "All.", requiredMode = Schema.RequiredMode.REQUIRED, example = "120")
            long calls,

            @Schema(description = "Those that succeeded.", requiredMode = Schema.RequiredMode.REQUIRED, example = "117")
            long ok,

            @Schema(description = "Those that failed.", requiredMode = Schema.RequiredMode.REQUIRED, example = "3")
            long failed,

            @Schema(
                    description = "Those of either kind that were slow.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "2")
            long slow,

            @Schema(
                    description = "Rounded down; null without calls.",
                    nullable = true,
                    type = "number",
                    example = "2.50")
            @Nullable BigDecimal failureRatePercent,

            @Schema(
                    description = "Rounded down; null without calls.",
                    nullable = true,
                    type = "number",
                    example = "1.66")
            @Nullable BigDecimal slowCallRatePercent) {
        static CountsView of(Counts counts) {
            return new CountsView(
                    counts.calls(),
                    counts.ok(),
                    counts.failed(),
                    counts.slow(),
                    counts.failureRatePercent().orElse(null),
                    counts.slowCallRatePercent().orElse(null));
        }
    }

    /** As an element of a list, and as it is audited. */
    static BreakerView of(StoredBreaker stored) {
        return of(stored, null, null);
    }

    static BreakerView of(StoredBreaker stored, @Nullable Counts counts, @Nullable List<TransitionView> last) {
        Breaker breaker = stored.breaker();
        Optional<Intervention> by = stored.by();
        return new BreakerView(
                stored.key().service(),
                breaker.standing().effectiveState(),
                breaker.mode(),
                breaker.state(),
                breaker.modeUntil(),
                by.map(Intervention::reason).orElse(null),
                by.map(Intervention::ticket).orElse(null),
                by.map(Intervention::actor).orElse(null),
                breaker.since(),
                breaker.openUntil(),
                breaker.reopenings(),
                breaker.generation(),
                counts == null ? null : CountsView.of(counts),
                counts == null ? null : breaker.probes().leases().size(),
                ConfigurationView.of(stored.configuration()),
                last,
                stored.createdAt(),
                stored.updatedAt());
    }
}
