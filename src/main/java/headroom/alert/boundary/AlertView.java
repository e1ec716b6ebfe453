package headroom.alert.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.alert.control.Alerts.Listed;
import headroom.alert.rule.AlertState;
import headroom.alert.rule.Severity;
import headroom.platform.json.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alert, as it is shown. */
@Schema(name = "Alert", description = "Something that is the case, or was, and that somebody should know.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AlertView(
        @Schema(description = "Names the alert; the id of the message that opened it.")
        UUID id,

        @Schema(
                description = "The CloudEvents type of the latest message about it.",
                example = "headroom.quota.threshold")
        String type,

        @Schema(
                description = "What it is about: of one key one alert is open at a time.",
                example = "quota/0193c9c6-5d5e-7c1e-8f7b-2f6f3f7a1b2c/80")
        String key,

        @Schema(description = "How grave it is.", implementation = Severity.class)
        Severity severity,

        @Schema(description = "What it happened to.", example = "quota/0193c9c6-5d5e-7c1e-8f7b-2f6f3f7a1b2c")
        String subject,

        @Schema(
                description = "For a person.",
                example = "usage 80 of team ml-research concurrent_gpus has come to 80 % of 100")
        String title,

        @Schema(
                description = "What is told of it, by the kind of alert.",
                implementation = Object.class,
                example = "{\"threshold\": \"80\", \"usage\": 80, \"effective_limit\": 100}")
        Metadata details,

        @Schema(description = "Whether it is still the case.", implementation = AlertState.class)
        AlertState state,

        @Schema(description = "When it began.") Instant raisedAt,

        @Schema(description = "When it was last heard of.") Instant updatedAt,

        @Schema(description = "When it ended; null while it is open.", nullable = true) @Nullable Instant clearedAt,

        @Schema(description = "When somebody took it on; null when nobody did.", nullable = true) @Nullable Instant acknowledgedAt,

        @Schema(description = "Who took it on; null when nobody did.", nullable = true, example = "dana") @Nullable String acknowledgedBy,

        @Schema(
                description = "No webhook is called for its key until then; null when it is not muted.",
                nullable = true)
        @Nullable Instant mutedUntil,

        @Schema(description = "Counts its changes.", example = "1")
        long version) {

    static AlertView of(Listed alert) {
        return new AlertView(
                alert.id(),
                alert.type().type(),
                alert.key(),
                alert.severity(),
                alert.subject(),
                alert.title(),
                alert.details(),
                alert.state(),
                alert.raisedAt(),
                alert.updatedAt(),
                alert.clearedAt(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                alert.mutedUntil(),
                alert.version());
    }
}
