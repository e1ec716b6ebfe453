package headroom.webhook.boundary;

import headroom.kernel.TenantId;
import headroom.webhook.control.Deliveries;
import headroom.webhook.control.Webhooks;
import headroom.webhook.entity.Webhook;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Has an event told to every webhook of a tenant that hears its type. In the caller's transaction, so that it is told where
 * that is committed and not where it is not; the telling itself comes later. The caller's thread sees the tenant's rows.
 */
@Stateless
public class Notifying {
    @Inject
    private Webhooks webhooks;

    @Inject
    private Deliveries deliveries;

    /**
     * Notes what is to be delivered. For the same message again it does nothing.
     *
     * @param messageId the event's id, for ever
     * @param type its CloudEvents type
     * @param cloudEventJson the event, CloudEvents 1.0 as JSON text: posted as it stands
     * @return how many deliveries there are that were not before
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public int notify(TenantId tenant, UUID messageId, String type, String cloudEventJson) {
        int added = 0;
        for (Webhook webhook : webhooks.page(tenant, Optional.empty(), RegisteringWebhooks.MAX_WEBHOOKS)) {
            if (webhook.hears(type)
                    && deliveries.add(webhook, messageId, type, cloudEventJson).isPresent()) {
                added++;
            }
        }
        return added;
    }
}
