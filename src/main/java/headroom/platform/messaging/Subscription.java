package headroom.platform.messaging;

import headroom.platform.messaging.TopicListener.Received;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A durable subscription, shared by all servers, with a connection of its own that is made when it is needed and anew after
 * it broke. What was received and not acknowledged stays in hand; when the connection breaks the broker sends it again. Used
 * by one thread at a time.
 */
final class Subscription {
    /** Messages taken at once: one transaction of the listener. */
    private static final int MAX_AT_ONCE = 200;

    /** How long the first message is waited for; the rest must be there. In milliseconds. */
    private static final long PATIENCE_MS = 20;

    private final TopicListener listener;
    private final List<Received> received = new ArrayList<>();
    private @Nullable Connection connection;
    private @Nullable Session session;
    private @Nullable MessageConsumer consumer;

    Subscription(TopicListener listener) {
        this.listener = listener;
    }

    TopicListener listener() {
        return listener;
    }

    /** What is in hand. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** Takes what has come, unless something is in hand still. */
    List<Received> receive() throws JMSException {
        if (received.isEmpty()) {
            boolean done = false;
            try {
                MessageConsumer open = opened();
                Message next = open.receive(PATIENCE_MS);
                while (next != null) {
                    received.add(read(next));
                    next = received.size() < MAX_AT_ONCE ? open.receiveNoWait() : null;
                }
                done = true;
            } finally {
                if (!done) {
                    close();
                }
            }
        }
        return received();
    }

    /** What is in hand was heard. Where the broker does not learn of it, it sends it again. */
    void acknowledge() throws JMSException {
        boolean done = false;
        try {
            Session open = session;
            if (open != null) {
                open.commit();
            }
            done = true;
            received.clear();
        } finally {
            if (!done) {
                close();
            }
        }
    }

    void close() {
        received.clear();
        Broker.close(connection);
        connection = null;
        session = null;
        consumer = null;
    }

    private static Received read(Message message) throws JMSException {
        String id = message.getStringProperty("id");
        String body = message instanceof TextMessage text ? text.getText() : "";
        return new Received(id == null ? message.getJMSMessageID() : id, body == null ? "" : body);
    }

    private MessageConsumer opened() throws JMSException {
        MessageConsumer open = consumer;
        if (open == null) {
            Connection fresh = Broker.connect();
            connection = fresh;
            Session transacted = fresh.createSession(true, Session.SESSION_TRANSACTED);
            session = transacted;
            open = transacted.createSharedDurableConsumer(
                    transacted.createTopic(listener.topic()), listener.subscription());
            consumer = open;
            fresh.start();
        }
        return open;
    }
}
