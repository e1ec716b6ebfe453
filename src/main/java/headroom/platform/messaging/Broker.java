package headroom.platform.messaging;

import headroom.platform.Log;
import headroom.platform.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Collection;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The message broker, reached by its own client and not by a resource of the server, so that every server has it without
 * configuration (docs/decisions/0011). One connection, made when there is something to send and made anew after it broke.
 * Used by one thread at a time.
 */
@ApplicationScoped
public class Broker {
    /** A broker that does not answer by then is down, in milliseconds. */
    private static final long CALL_TIMEOUT_MS = 10_000;

    private static final Log LOG = Log.of(Broker.class);

    private @Nullable Connection connection;

    /** Whether one is configured. */
    public static boolean isConfigured() {
        return Settings.HEADROOM_BROKER_URL.value().isPresent();
    }

    @Inject
    @Any
    private Instance<TopicListener> listeners;

    /**
     * Sends all of them, or none; they are on the broker's disk afterwards. The service's own subscriptions are there before
     * anything is sent, so that they miss nothing on a broker that is new.
     */
    synchronized void send(Collection<Outbox.Message> messages) throws JMSException {
        boolean sent = false;
        try (Session session = connected().createSession(true, Session.SESSION_TRANSACTED)) {
            try (MessageProducer producer = session.createProducer(null)) {
                for (Outbox.Message message : messages) {
                    producer.send(session.createTopic(message.topic()), text(session, message));
                }
            }
            session.commit();
            sent = true;
        } finally {
            if (!sent) {
                close();
            }
        }
    }

    /**
     * Sends one, without a transaction: the broker then passes over what it has taken before under the same id, where it would
     * refuse a transaction for it.
     */
    synchronized void send(Outbox.Message message) throws JMSException {
        boolean sent = false;
        try (Session session = connected().createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createTopic(message.topic()))) {
            producer.send(text(session, message));
            sent = true;
        } finally {
            if (!sent) {
                close();
            }
        }
    }

    /** Whether it answers now. */
    synchronized boolean isThere() {
        try {
            connected();
            return true;
        } catch (JMSException away) {
            return false;
        }
    }

    private static TextMessage text(Session session, Outbox.Message message) throws JMSException {
        TextMessage text = session.createTextMessage(message.body());
        text.setStringProperty("_AMQ_DUPL_ID", message.id().toString());
        text.setStringProperty("JMSXGroupID", message.orderKey());
        text.setLongProperty("sequence", message.sequence());
        text.setStringProperty("id", message.id().toString());
        text.setStringProperty("tenant", message.tenant().value());
        text.setStringProperty("content_type", "application/json");
        return text;
    }

    private Connection connected() throws JMSException {
        Connection open = connection;
        if (open == null) {
            open = connect();
            connection = open;
            subscribe(open);
        }
        return open;
    }

    private void subscribe(Connection open) throws JMSException {
        try (Session session = open.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            for (TopicListener listener : listeners) {
                session.createSharedDurableConsumer(session.createTopic(listener.topic()), listener.subscription())
                        .close();
            }
        }
    }

    /** Another connection, which its maker closes. */
    static Connection connect() throws JMSException {
        return factory()
                .createConnection(
                        Settings.HEADROOM_BROKER_USER.value().orElse(null),
                        Settings.HEADROOM_BROKER_PASSWORD.value().orElse(null));
    }

    private static ActiveMQConnectionFactory factory() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(Settings.HEADROOM_BROKER_URL.required());
        factory.setCallTimeout(CALL_TIMEOUT_MS);
        factory.setReconnectAttempts(0);
        factory.setInitialConnectAttempts(1);
        factory.setBlockOnDurableSend(true);
        return factory;
    }

    @PreDestroy
    synchronized void close() {
        close(connection);
        connection = null;
    }

    /** Closes a connection, broken or not. */
    static void close(@Nullable Connection open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (JMSException broken) {
            LOG.error("a broken connection to the broker could not be closed", Map.of(), broken);
        }
    }
}
