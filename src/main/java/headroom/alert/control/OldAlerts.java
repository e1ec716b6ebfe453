package headroom.alert.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Forgets what is over. */
@ApplicationScoped
public class OldAlerts {
    /** Each statement deletes so many rows at most, so that it holds nobody up. */
    private static final int MAX_AT_ONCE = 5_000;

    private static final String FORGET =
            "delete from %1$s where ctid = any (array(select ctid from %1$s where %2$s limit " + MAX_AT_ONCE + "))";

    @PersistenceContext
    private EntityManager entities;

    /**
     * Forgets alerts cleared 30 days ago, what happened to alerts 7 days ago, mutes that are over, and messages heard 7 days ago:
     * a broker that sends one again after that has it heard again.
     */
    public void forget() {
        forget("alerts", "cleared_at < now() - interval '30 days'");
        forget("alert_events", "happened_at < now() - interval '7 days'");
        forget("alert_inbox", "heard_at < now() - interval '7 days'");
        forget("alert_mutes", "muted_until < now()");
        forget("alert_dead_letters", "died_at < now() - interval '30 days'");
    }

    private void forget(String table, String condition) {
        entities.createNativeQuery(String.format(FORGET, table, condition)).executeUpdate();
    }
}
