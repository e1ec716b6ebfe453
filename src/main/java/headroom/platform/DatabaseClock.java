package headroom.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** The one clock by which anything stored is judged: the database's, in microseconds, the same for every server. */
@ApplicationScoped
public class DatabaseClock {
    @PersistenceContext
    private EntityManager entities;

    /** The time now, not that of the transaction's beginning. */
    public Instant now() {
        return Sql.instant(
                entities.createNativeQuery("select clock_timestamp()").getSingleResult());
    }
}
