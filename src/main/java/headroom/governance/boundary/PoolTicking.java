package headroom.governance.boundary;

import headroom.platform.Log;
import headroom.platform.Retries;
import headroom.platform.TenantWall;
import headroom.quota.boundary.TellingDenials;
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
import java.util.UUID;

/**
 * The pools' clock: twice a second on every server; each pool is settled once a second by one of them. Not persistent: what is
 * due stands in the database.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PoolTicking {
    private static final long TICK_MS = 500;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 2_000;

    /** Runs of deleted pools are forgotten every 10 s. */
    private static final int TICKS_PER_FORGETTING = 20;

    private static final Log LOG = Log.of(PoolTicking.class);

    @Resource
    private TimerService timers;

    @Inject
    private TellingDenials telling;

    @Inject
    private SettlingPools settling;

    @Inject
    private ForgettingPools forgetting;

    private int ticks;

    /** A setting that is wrong is told at the start. */
    @PostConstruct
    void begin() {
        ForgettingPools.keptDays();
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("pools", false));
    }

    /** One tick. What failed is logged, and is for the next one. */
    @Timeout
    public void tick() {
        Retries.attempt(() -> TenantWall.acrossTenants(this::doWhatIsDue))
                .ifPresent(
                        failed -> LOG.error("a tick of the pools failed; the next one tries again", Map.of(), failed));
    }

    private void doWhatIsDue() {
        telling.tell();
        for (UUID id : settling.due()) {
            Retries.attempt(() -> settling.settle(id))
                    .ifPresent(failed -> LOG.error(
                            "a pool could not be settled; the next tick tries again",
                            Map.of("pool", id.toString()),
                            failed));
        }
        if (++ticks % TICKS_PER_FORGETTING == 0) {
            forgetting.forget();
        }
    }
}
