package headroom.webhook.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.webhook.entity.Webhook;
import headroom.webhook.rule.EventPattern;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, as it is shown.
 *
 * @param secret only in the answer that registered it, and only where it was made
 */
@Schema(name = "Webhook", description = "Where a tenant is told what happens.")
public record WebhookView(
        @Schema(
                description = "Its id.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0193b7a2-5c1e-7d3a-9f10-2b6d1e4c8a77")
        UUID id,

        @Schema(
                description = "Where events are posted.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "https://hooks.example.com/headroom")
        String url,

        @Schema(
                description = "Which events it hears.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"headroom.breaker.*\"]")
        List<String> events,

        @Schema(description = "Whether it hears any.", requiredMode = Schema.RequiredMode.REQUIRED, example = "true")
        boolean enabled,

        @Schema(
                description = "Why it hears none.",
                nullable = true,
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "the receiver answered 410")
        @Nullable String disabledWhy,

        @Schema(description = "Shown this once, where one was made.", nullable = true, example = "c2VjcmV0...")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret,

        @Schema(description = "When it was registered.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant createdAt,

        @Schema(description = "When it was changed last.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant updatedAt,

        @Schema(description = "As in the ETag.", requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        long version) {
    static WebhookView of(Webhook webhook) {
        return new WebhookView(
                webhook.id(),
                webhook.url().toString(),
                webhook.events().stream().map(EventPattern::text).toList(),
                webhook.isEnabled(),
                webhook.disabledWhy(),
                null,
                webhook.createdAt(),
                webhook.updatedAt(),
                webhook.version());
    }

    WebhookView withSecret(@Nullable String made) {
        return new WebhookView(id, url, events, enabled, disabledWhy, made, createdAt, updatedAt, version);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
