package headroom.webhook.entity;

import headroom.kernel.TenantId;
import headroom.webhook.rule.WebhookUrl;
import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that this server has leased and is to make now. Immutable.
 *
 * @param lease what shows that it is still this server's to settle
 * @param messageId the event's id, the same in every attempt
 * @param body the event as JSON text
 * @param attempts made before
 * @param sealedSecret what it is to be signed with, encrypted
 */
public record DueDelivery(
        TenantId tenant,
        UUID id,
        UUID lease,
        UUID webhookId,
        UUID messageId,
        String eventType,
        String body,
        int attempts,
        Instant createdAt,
        WebhookUrl url,
        String sealedSecret) {
    /** Without the secret, and without the body, which may be long. */
    @Override
    public String toString() {
        return "DueDelivery[" + tenant + " " + id + "]";
    }
}
