package headroom.breaker.boundary;

import headroom.platform.Log;
import headroom.platform.Retries;
import headroom.platform.TenantWall;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * The breakers' clock: four times a second on every server, so that what is due happens within a second without traffic. Not
 * persistent: what is due stands in the database, and only one server does it. Apart from {@link BreakerRounding}, for which it would
 * have to wait.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BreakerTicking {
    private static final long TICK_MS = 250;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 1_000;

    /** What others did is learnt every half second. */
    private static final int TICKS_PER_REFRESH = 2;

    private static final Log LOG = Log.of(BreakerTicking.class);

    @Resource
    private TimerService timers;

    @Inject
    private RefreshingBreakers refreshing;

    private int ticks;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("breakers", false));
    }

    /** One tick. What failed is logged, and is for the next one. */
    @Timeout
    public void tick() {
        Retries.attempt(() -> TenantWall.acrossTenants(this::doWhatIsDue))
                .ifPresent(failed ->
                        LOG.error("a tick of the breakers failed; the next one tries again", Map.of(), failed));
    }

    private void doWhatIsDue() {
        if (ticks++ % TICKS_PER_REFRESH == 0) {
            refreshing.refresh();
        }
        refreshing.moveWhatIsDue();
    }
}
