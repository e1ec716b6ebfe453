package headroom.breaker.boundary;

import headroom.breaker.control.Transitions;
import headroom.breaker.entity.Intervention;
import headroom.breaker.rule.Cause;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Standing;
import headroom.breaker.rule.State;
import headroom.breaker.rule.Transition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One move of a breaker, as it is shown and streamed. */
@Schema(name = "BreakerTransition", description = "One move of a breaker.")
public record TransitionView(
        @Schema(
                description = "Its place among those of the tenant; the id of its event.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "17")
        long id,

        @Schema(
                description = "Which service's breaker moved.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "scanner")
        String service,

        @Schema(
                description = "The breaker's generation after it.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "3")
        long generation,

        @Schema(description = "Where it stood.", requiredMode = Schema.RequiredMode.REQUIRED)
        StandingView from,

        @Schema(description = "Where it stands since.", requiredMode = Schema.RequiredMode.REQUIRED)
        StandingView to,

        @Schema(description = "Why.", requiredMode = Schema.RequiredMode.REQUIRED, example = "failure_rate")
        Cause cause,

        @Schema(description = "Why a person had it moved.", nullable = true, example = "scanner is being rebuilt")
        @Nullable String reason,

        @Schema(description = "Under which ticket.", nullable = true, example = "OPS-17") @Nullable String ticket,

        @Schema(description = "Who had it moved.", nullable = true, example = "ops@acme.example") @Nullable String actor,

        @Schema(description = "When.", requiredMode = Schema.RequiredMode.REQUIRED, example = "2026-11-21T12:00:00Z")
        Instant at) {
    /** Where a breaker stands. */
    @Schema(name = "BreakerStanding", description = "Where a breaker stands.")
    public record StandingView(
            @Schema(description = "What a person wants.", requiredMode = Schema.RequiredMode.REQUIRED, example = "auto")
            Mode mode,

            @Schema(
                    description = "What the evidence says.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "closed")
            State computedState,

            @Schema(description = "What callers feel.", requiredMode = Schema.RequiredMode.REQUIRED, example = "closed")
            State state) {
        static StandingView of(Standing standing) {
            return new StandingView(standing.mode(), standing.state(), standing.effectiveState());
        }
    }

    static TransitionView of(Transitions.Written written) {
        Transition transition = written.transition();
        Optional<Intervention> by = written.by();
        return new TransitionView(
                written.sequence(),
                written.service(),
                transition.generation(),
                StandingView.of(transition.from()),
                StandingView.of(transition.to()),
                transition.cause(),
                by.map(Intervention::reason).orElse(null),
                by.map(Intervention::ticket).orElse(null),
                by.map(Intervention::actor).orElse(null),
                transition.at());
    }
}
