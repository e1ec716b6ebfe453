package headroom.platform.messaging;

import headroom.platform.Log;
import headroom.platform.messaging.TopicListener.Received;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands what waits longest to the broker, and forgets it in a transaction that ends after the broker's. A server that dies in
 * between sends again under the same ids, which the broker takes once. Without a broker the service's own listeners hear it
 * straight away.
 */
@Stateless
public class SendingMessages {
    private static final int MAX_AT_ONCE = 200;

    /** A message that a broker who is there refuses so often is at fault itself. */
    private static final int MAX_ATTEMPTS = 3;

    private static final Log LOG = Log.of(SendingMessages.class);

    @Inject
    private Outbox outbox;

    @Inject
    private Broker broker;

    @Inject
    private OutboxMetrics metrics;

    @Inject
    @Any
    private Instance<TopicListener> listeners;

    /**
     * Sends some.
     *
     * @return whether more may wait
     * @throws JMSException where the broker did not take them: they stay
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean sendSome() throws JMSException {
        List<Outbox.Message> next = outbox.next(MAX_AT_ONCE);
        if (next.isEmpty()) {
            return false;
        }
        List<Outbox.Message> gone = Broker.isConfigured() ? sendOrRefuse(next) : hear(next);
        outbox.sent(gone);
        return next.size() == MAX_AT_ONCE;
    }

    /**
     * All together; where the broker is there and does not take them, one by one: it may have taken some before, when a server died
     * or the connection broke. Tells which ones it has.
     */
    private List<Outbox.Message> sendOrRefuse(List<Outbox.Message> messages) throws JMSException {
        try {
            broker.send(messages);
            return messages;
        } catch (JMSException failed) {
            if (!broker.isThere()) {
                throw failed;
            }
        }
        List<Outbox.Message> taken = new ArrayList<>();
        for (Outbox.Message message : messages) {
            if (sendOrRefuse(message)) {
                taken.add(message);
            }
        }
        return taken;
    }

    private boolean sendOrRefuse(Outbox.Message message) throws JMSException {
        for (int attempt = 1; ; attempt++) {
            Optional<JMSException> failure = sent(message);
            if (failure.isEmpty()) {
                return true;
            }
            if (!broker.isThere()) {
                throw failure.get();
            }
            if (attempt == MAX_ATTEMPTS) {
                LOG.error("the broker refuses a message; it is set aside", Map.of("id", message.id()), failure.get());
                outbox.refused(message, String.valueOf(failure.get().getMessage()));
                return false;
            }
        }
    }

    private Optional<JMSException> sent(Outbox.Message message) {
        try {
            broker.send(message);
            return Optional.empty();
        } catch (JMSException failed) {
            return Optional.of(failed);
        }
    }

    private List<Outbox.Message> hear(List<Outbox.Message> messages) {
        for (TopicListener listener : listeners) {
            List<Received> heard = messages.stream()
                    .filter(message -> message.topic().equals(listener.topic()))
                    .map(message -> new Received(message.id().toString(), message.body()))
                    .toList();
            if (!heard.isEmpty()) {
                Listening.hear(listener, heard);
            }
        }
        return messages;
    }

    /** Brings the gauges up to date. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void gauge() {
        metrics.set(outbox.counts());
    }
}
