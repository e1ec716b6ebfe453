package headroom.webhook.entity;

import headroom.webhook.rule.DeliveryState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery as the log shows it. Immutable.
 *
 * @param attempts made so far
 * @param dueAt when it is tried next; where it is pending
 * @param last how the last attempt ended, and {@code attemptedAt} when; none before the first
 * @param endedAt when it was delivered or given up
 */
public record Delivery(
        UUID id,
        UUID messageId,
        String eventType,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        Optional<Instant> attemptedAt,
        Optional<Attempt> last,
        Optional<Instant> endedAt) {}
