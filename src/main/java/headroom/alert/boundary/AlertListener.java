package headroom.alert.boundary;

import headroom.alert.control.AlertMessages;
import headroom.platform.messaging.TopicListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The service's own subscription to its alerts, from which the list of alerts is fed. */
@ApplicationScoped
public class AlertListener implements TopicListener {
    @Inject
    private HearingAlerts hearing;

    @Override
    public String topic() {
        return AlertMessages.TOPIC;
    }

    @Override
    public String subscription() {
        return "headroom-alert-list";
    }

    @Override
    public void hear(List<Received> messages) {
        hearing.hear(messages);
    }

    @Override
    public void setAside(Received message, String reason) {
        hearing.setAside(message, reason);
    }
}
