package headroom.audit.boundary;

import headroom.platform.Log;
import headroom.platform.Settings;
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
import jakarta.persistence.PersistenceException;
import java.util.Map;

/**
 * Signs the heads of all trails that have moved, every {@value #DEFAULT_SECONDS} s unless
 * {@link Settings#HEADROOM_AUDIT_ANCHOR_SECONDS} says otherwise, and once soon after the start: what a stopped server left
 * is signed by the others, or by the next one. On every server, and not persistent: what is due stands in the database. Each
 * anchor is told to the log, which is kept elsewhere than the trail: whoever owns the database can delete anchors there, but
 * not in the log.
 */
@Singleton
@Startup
@DependsOn("KeySetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Anchoring {
    static final int DEFAULT_SECONDS = 20;
    private static final int MAX_SECONDS = 60;
    private static final long MS_PER_SECOND = 1_000;

    /** Heads signed in one transaction at most. */
    private static final int BATCH = 200;

    private static final Log LOG = Log.of(Anchoring.class);

    @Resource
    private TimerService timers;

    @Inject
    private SigningHeads signing;

    @PostConstruct
    void begin() {
        long interval = Settings.HEADROOM_AUDIT_ANCHOR_SECONDS.integer(DEFAULT_SECONDS, 1, MAX_SECONDS) * MS_PER_SECOND;
        timers.createIntervalTimer(MS_PER_SECOND, interval, new TimerConfig("audit anchors", false));
    }

    /** Signs what has moved. A failure is logged, and what is still due is for the next time. */
    @Timeout
    public void anchor() {
        TenantWall.acrossTenants(this::signAll);
    }

    private void signAll() {
        try {
            boolean done = false;
            while (!done) {
                SigningHeads.Signed signed = signing.sign(BATCH);
                signed.heads().forEach(Anchoring::log);
                done = signed.isAll();
            }
        } catch (EJBException | PersistenceException | IllegalStateException failed) {
            LOG.error("heads of the audit trail could not be signed; the next time tries again", Map.of(), failed);
        }
    }

    private static void log(HeadSigned head) {
        LOG.info(
                "a head of the audit trail was signed",
                Map.of(
                        "tenant",
                        head.tenant(),
                        "sequence",
                        head.sequence(),
                        "hash",
                        head.hash(),
                        "anchor",
                        head.jws()));
    }
}
