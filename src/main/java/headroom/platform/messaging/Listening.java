package headroom.platform.messaging;

import headroom.platform.DatabaseFailures;
import headroom.platform.Log;
import headroom.platform.TenantWall;
import headroom.platform.messaging.TopicListener.Received;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
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
 * Hands what comes from the broker to the service's own listeners. What was received is acknowledged after the listener's
 * transaction; while the database is away it is held and tried again, not given back, so that the broker never counts it as
 * undeliverable. One that is at fault itself is set aside, and those behind it go on.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Listening {
    private static final long TICK_MS = 250;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 1_500;

    /** A message that fails so often, for a reason that is not the database's, is at fault itself. */
    private static final int MAX_ATTEMPTS = 3;

    private static final Log LOG = Log.of(Listening.class);

    private final Backoff backoff = new Backoff();

    @Resource
    private TimerService timers;

    @Inject
    @Any
    private Instance<TopicListener> listeners;

    private final List<Subscription> subscriptions = new ArrayList<>();

    @PostConstruct
    void begin() {
        if (Broker.isConfigured()) {
            listeners.forEach(listener -> subscriptions.add(new Subscription(listener)));
            timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("listening", false));
        }
    }

    /** One tick. */
    @Timeout
    public void tick() {
        if (!backoff.passesOver()) {
            TenantWall.acrossTenants(() -> subscriptions.forEach(this::listen));
        }
    }

    private void listen(Subscription subscription) {
        try {
            while (!subscription.receive().isEmpty()) {
                hear(subscription.listener(), subscription.received());
                subscription.acknowledge();
            }
            backoff.succeeded();
        } catch (JMSException | EJBException failed) {
            LOG.error("messages could not be heard; they are kept", Map.of("failures", backoff.failed()), failed);
        }
    }

    /** All together; where one of them is at fault, one by one. */
    static void hear(TopicListener listener, List<Received> messages) {
        Optional<EJBException> fault = heard(listener, messages);
        if (fault.isPresent() && messages.size() > 1) {
            messages.forEach(message -> hear(listener, List.of(message)));
        } else if (fault.isPresent()) {
            Received message = messages.get(0);
            for (int attempt = 2; attempt <= MAX_ATTEMPTS && fault.isPresent(); attempt++) {
                fault = heard(listener, messages);
            }
            fault.ifPresent(failed -> {
                LOG.error("a message could not be heard and is set aside", Map.of("id", message.id()), failed);
                listener.setAside(message, String.valueOf(failed.getMessage()));
            });
        }
    }

    /** The failure that the messages are to blame for; any other is thrown. */
    private static Optional<EJBException> heard(TopicListener listener, List<Received> messages) {
        try {
            listener.hear(messages);
            return Optional.empty();
        } catch (EJBException failed) {
            if (DatabaseFailures.isPassing(failed)) {
                throw failed;
            }
            return Optional.of(failed);
        }
    }

    @PreDestroy
    void end() {
        subscriptions.forEach(Subscription::close);
    }
}
