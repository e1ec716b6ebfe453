package headroom.authority.boundary;

import headroom.platform.Log;
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
import java.time.Instant;
import java.util.Map;

/**
 * Looks every second what other servers made void, on every server. Not persistent: what is void stands in the database.
 * While the database does not answer, what is known already stays void.
 */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
public class LearningRevocations {
    private static final long TICK_MS = 1_000;

    /** Once in five minutes. */
    private static final int TICKS_PER_CLEANING = 300;

    private static final Log LOG = Log.of(LearningRevocations.class);

    @Resource
    private TimerService timers;

    @Inject
    private RevokingTokens revoking;

    private Instant lookedAt = Instant.EPOCH;
    private int ticks;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void begin() {
        lookedAt = revoking.learn(lookedAt);
        timers.createIntervalTimer(TICK_MS, TICK_MS, new TimerConfig("revocations", false));
    }

    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void tick() {
        try {
            lookedAt = revoking.learn(lookedAt);
            if (++ticks % TICKS_PER_CLEANING == 0) {
                revoking.forget();
            }
        } catch (EJBException | PersistenceException failed) {
            LOG.error("revocations could not be read; the next tick tries again", Map.of(), failed);
        }
    }
}
