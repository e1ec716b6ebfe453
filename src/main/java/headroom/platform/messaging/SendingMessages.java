package headroom.platform.messaging;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.util.List;

/**
 * Hands what waits longest to the broker, and forgets it in a transaction that ends after the broker's. A server that dies in
 * between sends again under the same ids, which the broker takes once.
 */
@Stateless
public class SendingMessages {
    private static final int MAX_AT_ONCE = 200;

    @Inject
    private Outbox outbox;

    @Inject
    private Broker broker;

    /**
     * Sends some.
     *
     * @return whether more may wait
     * @throws JMSException where the broker did not take them: they stay
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean sendSome() throws JMSException {
        if (!outbox.holdSending()) {
            return false;
        }
        List<Outbox.Message> next = outbox.next(MAX_AT_ONCE);
        if (next.isEmpty()) {
            return false;
        }
        broker.send(next);
        outbox.sent(next);
        return next.size() == MAX_AT_ONCE;
    }
}
