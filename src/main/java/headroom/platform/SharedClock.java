package headroom.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * The database's clock as this server reckons it, without asking: its own, corrected by how far both were apart when it was told
 * last. So far apart as a question takes are the reckonings of several servers, however wrong their own clocks are. For what is
 * decided in memory; what is stored is judged by the {@link DatabaseClock}. Thread-safe.
 */
@ApplicationScoped
public class SharedClock {
    private volatile Duration ahead = Duration.ZERO;

    public Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Takes to account what the database's clock has just said. */
    public void heard(Instant databaseNow) {
        ahead = Duration.between(Instant.now(), databaseNow);
    }
}
