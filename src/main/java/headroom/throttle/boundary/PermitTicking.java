package headroom.throttle.boundary;

import headroom.kernel.TenantId;
import headroom.platform.Log;
import headroom.platform.TenantWall;
import headroom.platform.http.RefusedException;
import headroom.throttle.control.PermitLanes;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends permits whose time is over, every half second on every server, whichever is up: each is judged again under the locks of its throttles, so that two
 * servers end it once. Nobody waits for it: who asks for a permit looks for himself. Not persistent: what is due stands in the
 * database.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
public class PermitTicking {
    private static final long TICK_MS = 500;

    /** The server may still be deploying the rest of the application. */
    private static final long FIRST_TICK_MS = 2_000;

    /** Idle lanes are dropped and old permits forgotten every 10 s. */
    private static final int TICKS_PER_CLEANING = 20;

    /** A tick is over after so many transactions that forget, or that end permits of one tenant: the next one goes on. */
    private static final int MAX_TURNS = 10;

    private static final Log LOG = Log.of(PermitTicking.class);

    @Resource
    private TimerService timers;

    @Inject
    private DecidingPermits deciding;

    @Inject
    private KeepingPermits keeping;

    @Inject
    private PermitLanes lanes;

    private int ticks;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(FIRST_TICK_MS, TICK_MS, new TimerConfig("permits", false));
    }

    /** One tick. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        TenantWall.acrossTenants(this::doWhatIsDue);
    }

    private void doWhatIsDue() {
        try {
            sweep(keeping.tenantsWithDue());
            if (++ticks % TICKS_PER_CLEANING == 0) {
                lanes.dropIdle();
                forget();
            }
        } catch (EJBException | PersistenceException failed) {
            LOG.error("permits could not be looked at; the next tick tries again", Map.of(), failed);
        }
    }

    /** In turns: who has very many that are due does not keep the others waiting. */
    private void sweep(List<TenantId> tenants) {
        Set<TenantId> left = new LinkedHashSet<>(tenants);
        for (int turn = 0; turn < MAX_TURNS && !left.isEmpty(); turn++) {
            left.removeIf(tenant -> sweep(tenant) == 0);
        }
    }

    private int sweep(TenantId tenant) {
        try {
            return deciding.sweep(tenant);
        } catch (EJBException | PersistenceException | RefusedException failed) {
            LOG.error("permits of a tenant could not be ended; the next tick tries again", Map.of(), failed);
            return 0;
        }
    }

    private void forget() {
        int turns = 0;
        while (keeping.forget() == KeepingPermits.MAX_FORGOTTEN && turns < MAX_TURNS) {
            turns++;
        }
    }
}
