package headroom.breaker.boundary;

import headroom.breaker.control.PermitText;
import headroom.breaker.rule.Permit;
import headroom.breaker.rule.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to one who wants to call a service. */
@Schema(name = "Permit", description = "Whether a call may be made now.")
public record PermitView(
        @Schema(
                description = "Whether the call may be made.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "true")
        boolean permitted,

        @Schema(
                description = "To be told with the call's outcome; null where it must not be made.",
                nullable = true,
                example = "c.4")
        @Nullable String permitId,

        @Schema(
                description = "The state of the breaker as callers feel it: a forced one has what was forced.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "closed")
        State state,

        @Schema(
                description = "Before this instant asking again is in vain, unless a probe ends or a person intervenes;"
                        + " null where the call may be made.",
                nullable = true,
                example = "2026-11-21T12:01:00Z")
        @Nullable Instant retryAt) {
    static PermitView of(Permit permit, String permitKey) {
        return permit.fold(
                permitted -> new PermitView(
                        true,
                        permitted
                                .probe()
                                .map(probe -> PermitText.ofProbe(probe, permitKey))
                                .orElseGet(() -> PermitText.ofClosed(permitted.era())),
                        permitted.state(),
                        null),
                refused -> new PermitView(false, null, refused.state(), refused.retryAt()));
    }
}
