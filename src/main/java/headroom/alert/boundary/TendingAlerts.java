package headroom.alert.boundary;

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
import java.util.Map;

/** What time brings about: conditions that end by themselves, forecasts, and what is old enough to be forgotten. */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
public class TendingAlerts {
    private static final long TICK_MS = 1_000;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 3_000;

    /** Conditions ended in one transaction. */
    private static final int MAX_AT_ONCE = 200;

    /** So often each server looks whether it is time for a sample. */
    private static final int LOOKS_PER_INTERVAL = 20;

    private static final int TICKS_PER_FORGETTING = 60;
    private static final int TICKS_PER_COUNTING = 5;

    private static final Log LOG = Log.of(TendingAlerts.class);

    @Resource
    private TimerService timers;

    @Inject
    private RaisingAlerts raising;

    @Inject
    private Forecasting forecasting;

    @Inject
    private CleaningAlerts cleaning;

    private int ticks;
    private int ticksPerForecast;

    @PostConstruct
    void begin() {
        ticksPerForecast = Math.max(1, Forecasting.intervalSeconds() / LOOKS_PER_INTERVAL);
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("alerts", false));
    }

    /** One tick. A failure is logged, and what is due is for the next one. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        TenantWall.acrossTenants(this::tend);
    }

    private void tend() {
        ticks++;
        attempt(() -> raising.endOver(MAX_AT_ONCE));
        if (ticks % ticksPerForecast == 0) {
            attempt(forecasting::forecast);
        }
        if (ticks % TICKS_PER_FORGETTING == 0) {
            attempt(cleaning::forget);
        }
        if (ticks % TICKS_PER_COUNTING == 0) {
            attempt(cleaning::count);
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (EJBException failed) {
            LOG.error("a tick of the alerts failed; the next one tries again", Map.of(), failed);
        }
    }
}
