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

/** Has evidence written and judged once a second on every server, and what is old forgotten now and then. */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BreakerRounding {
    private static final long ROUND_MS = 1_000;

    /** What is old is forgotten every ten seconds, some at once. */
    private static final int ROUNDS_PER_FORGETTING = 10;

    private static final Log LOG = Log.of(BreakerRounding.class);

    @Resource
    private TimerService timers;

    @Inject
    private BreakerRounds rounds;

    @Inject
    private Reaching reaching;

    @Inject
    private MovingWhatIsDue moving;

    private int done;

    @PostConstruct
    void begin() {
        timers.createIntervalTimer(ROUND_MS, ROUND_MS, new TimerConfig("breaker evidence", false));
    }

    /** One round. What failed is logged, and is for the next one. */
    @Timeout
    public void round() {
        Retries.attempt(() -> TenantWall.acrossTenants(this::writeAndJudge))
                .ifPresent(failed ->
                        LOG.error("a round of the breakers failed; the next one tries again", Map.of(), failed));
    }

    private void writeAndJudge() {
        rounds.round();
        if (++done % ROUNDS_PER_FORGETTING == 0) {
            rounds.trim();
            reaching.ask(() -> {
                moving.forget();
                return true;
            });
        }
    }
}
