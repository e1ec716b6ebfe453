package headroom.throttle.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Mode;
import headroom.throttle.rule.Throttle;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A throttle as callers see it. */
@Schema(name = "Throttle", description = "How many jobs of what kind may begin.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ThrottleView(
        @Schema(description = "Names it for ever.", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID id,

        @Schema(description = "Whom it binds; * for all tenants together.", example = "default")
        String tenant,

        @Schema(description = "The job type, or * for all of them together.", example = "import")
        String jobType,

        @Schema(description = "The source, or * for all of them together.", example = "*")
        String source,

        @Schema(description = "Permits that are live at once.", nullable = true, example = "5") @Nullable Integer maxActive,

        @Schema(description = "Cost of what is granted in any hour.", nullable = true, example = "200") @Nullable Integer maxPerHour,

        @Schema(description = "Tokens that the bucket holds.", nullable = true, example = "20") @Nullable Integer burstCapacity,

        @Schema(description = "Tokens that come back each second.", nullable = true, example = "0.5") @Nullable BigDecimal refillPerSecond,

        @Schema(description = "What it does with what it has no room for.", implementation = Mode.class)
        Mode mode,

        @Schema(description = "Whether it is switched off.", example = "false")
        boolean paused,

        @Schema(description = "Whether it has an effect.", implementation = ThrottleState.class)
        ThrottleState state,

        @Schema(description = "From when on it has no effect; null for never.", nullable = true) @Nullable Instant expiresAt,

        @Schema(description = "Why it was made or changed last.", example = "protect the importer")
        String reason,

        @Schema(description = "Under which ticket.", nullable = true, example = "OPS-17") @Nullable String ticket,

        @Schema(description = "By whom.", example = "alice") String changedBy,

        @Schema(description = "When it was made.") Instant createdAt,

        @Schema(description = "When it was changed last.") Instant updatedAt,

        @Schema(description = "Counts its changes; its ETag.", example = "1")
        long version) {
    static ThrottleView of(StoredThrottle stored, Instant now) {
        Throttle throttle = stored.throttle();
        return new ThrottleView(
                throttle.id(),
                stored.owner(),
                throttle.aim().jobType(),
                throttle.aim().source(),
                throttle.limits().maxActive(),
                throttle.limits().maxPerHour(),
                throttle.limits().burstCapacity(),
                throttle.limits().refillPerSecond(),
                throttle.mode(),
                throttle.paused(),
                ThrottleState.of(throttle, now),
                throttle.expiresAt(),
                stored.reason(),
                stored.ticket(),
                stored.changedBy(),
                stored.createdAt(),
                stored.updatedAt(),
                stored.version());
    }
}
