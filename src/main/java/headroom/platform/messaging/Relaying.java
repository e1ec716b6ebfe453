package headroom.platform.messaging;

import headroom.platform.Log;
import headroom.platform.TenantWall;
import jakarta.annotation.PostConstruct;
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
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import java.util.Map;

/**
 * Looks every quarter of a second on every server for what waits to be sent. Servers share the keys among them. A broker that is
 * down is asked again less and less often, up to every eight seconds; nothing is lost meanwhile.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
public class Relaying {
    private static final long TICK_MS = 250;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 1_000;

    private static final int TICKS_PER_GAUGING = 20;

    private static final Log LOG = Log.of(Relaying.class);

    private final Backoff backoff = new Backoff();

    @Resource
    private TimerService timers;

    @Inject
    private SendingMessages sending;

    private int ticks;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("outbox", false));
    }

    /** One tick. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        if (++ticks % TICKS_PER_GAUGING == 0) {
            TenantWall.acrossTenants(this::gauge);
        }
        if (!backoff.passesOver()) {
            TenantWall.acrossTenants(this::send);
        }
    }

    private void gauge() {
        try {
            sending.gauge();
        } catch (EJBException failed) {
            LOG.error("the outbox could not be counted", Map.of(), failed);
        }
    }

    private void send() {
        try {
            while (sending.sendSome()) {
                backoff.succeeded();
            }
            backoff.succeeded();
        } catch (JMSException | EJBException failed) {
            LOG.error("the broker did not take what waits; it is kept", Map.of("failures", backoff.failed()), failed);
        }
    }
}
