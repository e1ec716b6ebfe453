package headroom.throttle.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.throttle.entity.Permit;
import headroom.throttle.entity.Permit.Ending;
import headroom.throttle.rule.End;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A permit as callers see it. */
@Schema(name = "JobPermit", description = "A job may run, until it ends or its time is over.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PermitView(
        @Schema(description = "Names it; who ends it says so.", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID permitId,

        @Schema(description = "What is done.", example = "import")
        String jobType,

        @Schema(description = "What for, or where it comes from.", example = "github")
        String source,

        @Schema(description = "As it was asked for.", example = "0")
        int priority,

        @Schema(description = "What it weighs in the rates.", example = "1")
        int cost,

        @Schema(description = "When it was granted.") Instant grantedAt,

        @Schema(description = "When it ends by itself.") Instant expiresAt,

        @Schema(description = "When it ended; null while it is live.", nullable = true) @Nullable Instant endedAt,

        @Schema(description = "How it ended; null while it is live.", implementation = End.class, nullable = true)
        @Nullable End outcome,

        @Schema(
                description = "How long the job took, as was told; in milliseconds.",
                type = "integer",
                nullable = true,
                example = "5400")
        @Nullable Long durationMs,

        @Schema(description = "The throttles that count it.")
        List<UUID> throttles) {
    static PermitView of(Permit permit) {
        Ending ending = permit.ending();
        return new PermitView(
                permit.id(),
                permit.kind().jobType(),
                permit.kind().source(),
                permit.priority(),
                permit.cost(),
                permit.grantedAt(),
                permit.expiresAt(),
                ending == null ? null : ending.at(),
                ending == null ? null : ending.end(),
                ending == null ? null : ending.durationMs(),
                permit.charged());
    }
}
