package headroom.webhook.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import java.util.List;
import java.util.UUID;

/** What the use cases of webhooks say no with. */
final class WebhookRefusals {
    private WebhookRefusals() {}

    static Refusal noWebhook(UUID id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no webhook " + id);
    }

    static Refusal tooMany(int most) {
        return Refusal.of(Refusal.Kind.CONFLICT, "there are " + most + " webhooks already, and no more are kept");
    }

    static Refusal disabled() {
        return Refusal.of(Refusal.Kind.CONFLICT, "the webhook is disabled; enable it first");
    }

    static Refusal invalidUrl(String message) {
        return Refusal.of(
                Refusal.Kind.VALIDATION, "the body breaks the contract", List.of(new FieldError("url", message)));
    }
}
