package headroom.example;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.logging.Logger;

/**
 * Hears Headroom's alerts, each on one of the servers that run this, and logs them. Which resource adapter carries them is said in
 * {@code WEB-INF}, to each server in its own language.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "headroom.alerts"),
            @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
            // Durable: what is sent while this application is away waits for it.
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "example-mdb"),
            @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true")
        })
public class AlertListener implements MessageListener {
    private static final Logger LOG = Logger.getLogger(AlertListener.class.getName());

    @Override
    public void onMessage(Message message) {
        try {
            // The same id may come twice: do what you do once for each.
            LOG.info("alert " + message.getStringProperty("id") + " " + message.getBody(String.class));
        } catch (JMSException unreadable) {
            // Comes again a few times, and then goes to the broker's dead letters.
            throw new IllegalStateException(unreadable);
        }
    }
}
