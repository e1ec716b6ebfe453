package headroom.webhook.boundary;

import headroom.platform.Log;
import headroom.platform.Stopwatch;
import headroom.platform.TenantWall;
import headroom.webhook.control.AllowedNetworks;
import headroom.webhook.control.DeliveryLeases;
import headroom.webhook.entity.DueDelivery;
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
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks every half second on every server for deliveries that are due, takes as many as it has room for, and has them made.
 * Which server makes which, the lease decides. In no order: a delivery that has to wait keeps no other waiting.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@ContextServiceDefinition(
        name = Delivering.CONTEXT,
        propagated = ContextServiceDefinition.APPLICATION,
        cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(
        name = Delivering.EXECUTOR,
        context = Delivering.CONTEXT,
        maxAsync = Delivering.MAX_UNDER_WAY)
public class Delivering {
    /** Deliveries under way at once on this server: what one tenant may have does not fill it. */
    static final int MAX_UNDER_WAY = 32;

    static final String CONTEXT = "java:app/concurrent/webhook-context";
    static final String EXECUTOR = "java:app/concurrent/webhooks";

    private static final long TICK_MS = 500;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 3_000;

    /** What is old is cleared away every ten seconds. */
    private static final int TICKS_PER_TIDYING = 20;

    /** A delivery that was handed over and has not begun by then is lost to its lease, in seconds. */
    private static final double LOST_AFTER_SECONDS = 5;

    private static final Log LOG = Log.of(Delivering.class);

    private final Set<Handed> underWay = ConcurrentHashMap.newKeySet();

    @Resource
    private TimerService timers;

    @Resource(lookup = EXECUTOR)
    private ManagedExecutorService executor;

    @Inject
    private LeasingDeliveries leasing;

    @Inject
    private MakingDeliveries making;

    @Inject
    private AllowedNetworks allowed;

    private int ticks;

    /** A delivery that was handed to a thread. Each is one of its own. */
    private static final class Handed {
        private final DueDelivery delivery;
        private final Stopwatch since = Stopwatch.start();
        private volatile boolean begun;

        Handed(DueDelivery delivery) {
            this.delivery = delivery;
        }

        boolean isLost() {
            return !begun && since.seconds() > LOST_AFTER_SECONDS;
        }
    }

    @PostConstruct
    void begin() {
        // Read at the start, which a wrong setting stops.
        LOG.info(
                "webhooks are delivered",
                Map.of("allowed_networks", allowed.networks().allowed()));
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("webhook deliveries", false));
    }

    /** One tick. A failure is logged, and what is due is for the next one. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        try {
            TenantWall.acrossTenants(this::deliver);
        } catch (EJBException | PersistenceException failed) {
            LOG.error("deliveries could not be leased; the next tick tries again", Map.of(), failed);
        }
    }

    private void deliver() {
        if (++ticks % TICKS_PER_TIDYING == 0) {
            leasing.tidy();
        }
        underWay.removeIf(Handed::isLost);
        int room = MAX_UNDER_WAY - underWay.size();
        if (room > 0) {
            leasing.lease(
                            busy(DueDelivery::webhookId, DeliveryLeases.EACH),
                            busy(DueDelivery::tenant, DeliveryLeases.EACH_TENANT),
                            room)
                    .forEach(this::hand);
        }
    }

    /** Those that have as many under way here as they may. */
    private <K> List<K> busy(Function<DueDelivery, K> whose, int most) {
        return underWay.stream()
                .collect(Collectors.groupingBy(handed -> whose.apply(handed.delivery), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(one -> one.getValue() >= most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void hand(DueDelivery delivery) {
        Handed handed = new Handed(delivery);
        underWay.add(handed);
        try {
            executor.execute(() -> work(handed));
        } catch (RejectedExecutionException stopping) {
            underWay.remove(handed);
        }
    }

    private void work(Handed handed) {
        handed.begun = true;
        // One that was lost meanwhile is another server's, or this one's again, once its lease is over.
        if (underWay.contains(handed)) {
            try {
                making.make(handed.delivery);
            } finally {
                underWay.remove(handed);
            }
        }
    }
}
