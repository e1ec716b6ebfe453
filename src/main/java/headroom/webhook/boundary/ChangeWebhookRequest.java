package headroom.webhook.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.webhook.entity.Webhook;
import headroom.webhook.rule.WebhookUrl;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a webhook: what is absent stays. */
@MaxBody
@Schema(description = "A change of a webhook: what is absent stays as it is.")
public record ChangeWebhookRequest(
        @Schema(
                description = "Where events are posted from now on, those that wait too.",
                nullable = true,
                example = "https://hooks.example.com/headroom")
        @Size(min = 1, max = WebhookUrl.MAX_CHARS) @Nullable String url,

        @Schema(
                description = "Which events it hears from now on.",
                nullable = true,
                example = "[\"headroom.breaker.*\"]")
        @Size(min = 1, max = Webhook.MAX_EVENTS) @Nullable List<@NotNull @Size(min = 1, max = 64) String> events,

        @Schema(
                description = "What deliveries are signed with from now on.",
                nullable = true,
                example = "another long random text")
        @Pattern(regexp = WebhookFields.SECRET, message = WebhookFields.SECRET_MESSAGE) @Nullable String secret,

        @Schema(
                description = "Whether it hears events. What waits for one that does not is kept for 24 h.",
                nullable = true,
                example = "true")
        @Nullable Boolean enabled)
        implements JsonBody {
    /** Without the secret. */
    @Override
    public String toString() {
        return "ChangeWebhookRequest[" + url + " " + events + " " + enabled + "]";
    }
}
