package headroom.quota.boundary;

import headroom.platform.Log;
import headroom.platform.TenantWall;
import headroom.platform.http.RefusedException;
import headroom.quota.control.Promise;
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
import jakarta.persistence.PersistenceException;
import java.util.Map;

/**
 * The clock's hand: every half second on every server, so that an expired amount is available again well within 2 s
 * (rule A3) also while a server is down. Not persistent: what is due stands in the database, not in a timer.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
public class Ticking {
    private static final long TICK_MS = 500;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 2_000;

    /** Idempotent answers are forgotten once a minute, so many at once. */
    private static final int TICKS_PER_CLEANING = 120;

    /** Idle lanes are dropped every 5 s. */
    private static final int TICKS_PER_DROPPING = 10;

    /** Gauges are read every 5 s. */
    private static final int TICKS_PER_GAUGING = 10;

    private static final Log LOG = Log.of(Ticking.class);

    @Resource
    private TimerService timers;

    @Inject
    private EndingWhatIsDue ending;

    @Inject
    private GrantingWaiting granting;

    @Inject
    private ForgettingAnswers forgetting;

    @Inject
    private Gauging gauging;

    @Inject
    private QuotaMetrics metrics;

    private int ticks;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("quota tick", false));
    }

    /** One tick. A failure is logged, and what is still due is for the next one. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        TenantWall.acrossTenants(this::doWhatIsDue);
    }

    private void doWhatIsDue() {
        try (QuotaMetrics.Timed timed = metrics.tick()) {
            ending.trees().stream().map(ending::end).toList().forEach(Promise::await);
            granting.grantWhatFits();
            if (ticks % TICKS_PER_DROPPING == 0) {
                ending.dropIdleLanes();
            }
            if (ticks % TICKS_PER_GAUGING == 0) {
                gauging.gauge();
            }
            if (++ticks % TICKS_PER_CLEANING == 0) {
                forgetting.forget();
            }
            timed.succeeded();
        } catch (EJBException | PersistenceException | RefusedException failed) {
            LOG.error("a tick failed; the next one tries again", Map.of(), failed);
        }
    }
}
