package headroom.webhook.boundary;

import headroom.webhook.entity.Attempt;
import headroom.webhook.entity.Delivery;
import headroom.webhook.rule.DeliveryState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery, as the log shows it. */
@Schema(name = "Delivery", description = "One event, told to one webhook.")
public record DeliveryView(
        @Schema(
                description = "Its id.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0193b7a2-5c1e-7d3a-9f10-2b6d1e4c8a77")
        UUID id,

        @Schema(
                description = "The event's id, as in Headroom-Event-Id; the same in every attempt.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0193b7a2-5c1e-7d3a-9f10-2b6d1e4c8a78")
        UUID eventId,

        @Schema(
                description = "The event's type.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "headroom.breaker.opened")
        String eventType,

        @Schema(description = "What became of it.", requiredMode = Schema.RequiredMode.REQUIRED)
        DeliveryState state,

        @Schema(description = "Attempts so far.", requiredMode = Schema.RequiredMode.REQUIRED, example = "2")
        int attempts,

        @Schema(description = "When it came to be.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant createdAt,

        @Schema(
                description = "When it is tried next, at the earliest; null where it is not.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Instant nextAttemptAt,

        @Schema(
                description = "When the last attempt ended.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Instant attemptedAt,

        @Schema(
                description = "What the last attempt took.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "84")
        @Nullable Long durationMs,

        @Schema(
                description = "The status of its answer; null where none came.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "503")
        @Nullable Integer status,

        @Schema(
                description = "Why it was no delivery.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "answered 503")
        @Nullable String lastError,

        @Schema(
                description = "The beginning of an answer that was no delivery, at most 1 KiB.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "try again later")
        @Nullable String answer,

        @Schema(
                description = "When it was delivered or given up.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Instant endedAt) {
    static DeliveryView of(Delivery delivery) {
        Attempt last = delivery.last().orElse(null);
        return new DeliveryView(
                delivery.id(),
                delivery.messageId(),
                delivery.eventType(),
                delivery.state(),
                delivery.attempts(),
                delivery.createdAt(),
                delivery.state() == DeliveryState.PENDING ? delivery.dueAt() : null,
                delivery.attemptedAt().orElse(null),
                last == null ? null : last.durationMs(),
                last == null ? null : last.status(),
                last == null ? null : last.error(),
                last == null ? null : last.answer(),
                delivery.endedAt().orElse(null));
    }
}
