package headroom.webhook.entity;

import headroom.kernel.TenantId;
import headroom.webhook.rule.EventPattern;
import headroom.webhook.rule.WebhookUrl;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants to be told of what happens. Without its secret, which whoever signs opens for himself. Immutable.
 *
 * @param events what it hears, at least one
 * @param disabledWhy why it hears nothing at present; null where it does
 * @param version counts its changes, from 1
 */
public record Webhook(
        TenantId tenant,
        UUID id,
        WebhookUrl url,
        List<EventPattern> events,
        @Nullable String disabledWhy,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    /** As many as there are types of events: whoever wants more wants all. */
    public static final int MAX_EVENTS = 10;

    public Webhook {
        events = List.copyOf(events);
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException("a webhook hears 1 to " + MAX_EVENTS + " patterns, was " + events);
        }
    }

    public boolean isEnabled() {
        return disabledWhy == null;
    }

    /** Whether it wants to hear of events of this type. */
    public boolean hears(String type) {
        return isEnabled() && events.stream().anyMatch(pattern -> pattern.matches(type));
    }

    /** The next version, with these. */
    public Webhook changed(WebhookUrl toUrl, List<EventPattern> toEvents, @Nullable String why, Instant now) {
        return new Webhook(tenant, id, toUrl, toEvents, why, createdAt, now, version + 1);
    }
}
