package headroom.breaker.boundary;

import headroom.breaker.control.PermitText;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Result;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.PlainlyValid;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How calls have ended: one, or several in {@code outcomes}. */
@MaxBody(MaxBody.BATCH_BYTES)
@Schema(description = "How calls have ended: one, or several in outcomes and then nothing beside it.")
public record OutcomesRequest(
        @Schema(description = "What permitted the call.", nullable = true, example = "c.4")
        @Size(min = 1, max = PermitText.MAX_CHARS) @Nullable String permitId,

        @Schema(
                description = "How it ended; ignored says nothing of the service, and gives a probe back.",
                nullable = true,
                example = "success")
        @Nullable Result outcome,

        @Schema(description = "How long it took, in milliseconds.", nullable = true, example = "120")
        @Min(0) @Max(Configuration.MAX_DELAY_MS) @Nullable Integer durationMs,

        @Schema(description = "Who called, where a quorum is wanted.", nullable = true, example = "worker-7")
        @Size(min = 1, max = MAX_CALLER) @Nullable String caller,

        @Schema(description = "Several of them.", nullable = true) @Size(min = 1, max = MAX_OUTCOMES) @Nullable List<@NotNull @Valid CallOutcome> outcomes)
        implements JsonBody, PlainlyValid {
    static final int MAX_OUTCOMES = 1_000;
    static final int MAX_CALLER = 128;

    /** How one call has ended. */
    @Schema(name = "CallOutcome", description = "How one call has ended.")
    public record CallOutcome(
            @Schema(description = "What permitted the call; not told when absent.", nullable = true, example = "c.4")
            @Size(min = 1, max = PermitText.MAX_CHARS) @Nullable String permitId,

            @Schema(
                    description = "How it ended; ignored says nothing of the service, and gives a probe back.",
                    example = "success")
            @NotNull Result outcome,

            @Schema(description = "How long it took, in milliseconds.", example = "120")
            @NotNull @Min(0) @Max(Configuration.MAX_DELAY_MS) Integer durationMs,

            @Schema(
                    description = "Who called, where a quorum is wanted; nobody is counted when absent.",
                    nullable = true,
                    example = "worker-7")
            @Size(min = 1, max = MAX_CALLER) @Nullable String caller) {
        boolean keepsItsRules() {
            return isPresent(outcome)
                    && isPresent(durationMs)
                    && isDuration(durationMs)
                    && isText(permitId, PermitText.MAX_CHARS)
                    && isText(caller, MAX_CALLER);
        }
    }

    /** What a body must be: one outcome, or several. */
    @Schema(hidden = true)
    @AssertTrue(message = "must be one outcome with its duration_ms, or only outcomes") public boolean isOneOrSeveral() {
        boolean several = outcomes != null;
        boolean nothingBeside = permitId == null && outcome == null && durationMs == null && caller == null;
        return several ? nothingBeside : outcome != null && durationMs != null;
    }

    /** All of them, in their order. */
    List<CallOutcome> all() {
        if (outcomes != null) {
            return outcomes;
        }
        return outcome == null || durationMs == null
                ? List.of()
                : List.of(new CallOutcome(permitId, outcome, durationMs, caller));
    }

    @Override
    public boolean keepsItsRules() {
        return isOneOrSeveral()
                && (outcomes == null || (!outcomes.isEmpty() && outcomes.size() <= MAX_OUTCOMES))
                && all().stream().allMatch(one -> isPresent(one) && one.keepsItsRules());
    }

    /** What a body lacks is null whatever its type says, until it was validated. */
    private static boolean isPresent(@Nullable Object value) {
        return value != null;
    }

    private static boolean isDuration(int milliseconds) {
        return milliseconds >= 0 && milliseconds <= Configuration.MAX_DELAY_MS;
    }

    private static boolean isText(@Nullable String text, int max) {
        return text == null || (!text.isEmpty() && text.length() <= max);
    }
}
