import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Hears alerts, and prints each CloudEvent: java -cp CLIENT_JARS HearAlerts.java URL [USER PASSWORD]. */
public class HearAlerts {
    public static void main(String[] arguments) throws Exception {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(arguments[0]);
        String user = arguments.length > 1 ? arguments[1] : null;
        String password = arguments.length > 2 ? arguments[2] : null;
        try (Connection connection = factory.createConnection(user, password);
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                // Durable: what is sent while this program is away waits for it.
                MessageConsumer alerts = session.createSharedDurableConsumer(
                        session.createTopic("headroom.alerts"), "hear-alerts")) {
            connection.start();
            System.err.println("listening");
            while (alerts.receive() instanceof TextMessage alert) {
                // The same id may come twice: do what you do once for each.
                System.out.println(alert.getStringProperty("id") + " " + alert.getText());
                session.commit();
            }
        }
    }
}
