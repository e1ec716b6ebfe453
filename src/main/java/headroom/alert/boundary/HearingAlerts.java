package headroom.alert.boundary;

import headroom.alert.control.AlertEvents;
import headroom.alert.control.AlertInbox;
import headroom.alert.control.CloudEvent;
import headroom.alert.control.CloudEvent.Heard;
import headroom.alert.control.DeadLetters;
import headroom.platform.messaging.TopicListener.Received;
import headroom.webhook.boundary.Notifying;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes alerts from the broker into the list, to those who listen and to webhooks; what makes no sense becomes a dead letter. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HearingAlerts {
    @Inject
    private AlertInbox inbox;

    @Inject
    private AlertEvents events;

    @Inject
    private DeadLetters deadLetters;

    @Inject
    private Notifying notifying;

    @Inject
    private AlertMetrics metrics;

    /** Hears these messages, all or none; what was heard before changes nothing. */
    public void hear(List<Received> messages) {
        Map<UUID, String> bodies = new HashMap<>();
        List<Heard> heard = new ArrayList<>();
        for (Received message : messages) {
            Optional<Heard> event = CloudEvent.read(message.body());
            event.ifPresentOrElse(
                    read -> {
                        heard.add(read);
                        bodies.put(read.id(), message.body());
                    },
                    () -> deadLetters.add(message, "it is no alert of this service"));
        }
        for (Heard one : inbox.take(heard)) {
            String body = bodies.getOrDefault(one.id(), "{}");
            boolean muted = events.add(one, body);
            if (!muted) {
                notifying.notify(one.tenant(), one.id(), one.news().type().type(), body);
            }
            metrics.heard(one.news().type().type());
        }
    }

    /** Keeps a message that could not be heard. */
    public void setAside(Received message, String reason) {
        deadLetters.add(message, reason);
    }
}
