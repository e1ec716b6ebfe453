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

/** A webhook to be registered. */
@MaxBody
@Schema(description = "A webhook to be registered.")
public record RegisterWebhookRequest(
        @Schema(
                description =
                        "Where events are posted: https to the public internet; elsewhere, and by http, where the operator allows it.",
                example = "https://hooks.example.com/headroom")
        @NotNull @Size(min = 1, max = WebhookUrl.MAX_CHARS) String url,

        @Schema(
                description = "Which events: types, how types begin, or * for all.",
                example = "[\"headroom.breaker.*\", \"headroom.quota.threshold\"]")
        @NotNull @Size(min = 1, max = Webhook.MAX_EVENTS) List<@NotNull @Size(min = 1, max = 64) String> events,

        @Schema(
                description = "What deliveries are signed with; made, and shown this once, when absent.",
                nullable = true,
                example = "a long random text of yours")
        @Pattern(regexp = WebhookFields.SECRET, message = WebhookFields.SECRET_MESSAGE) @Nullable String secret)
        implements JsonBody {
    /** Without the secret. */
    @Override
    public String toString() {
        return "RegisterWebhookRequest[" + url + " " + events + "]";
    }
}
