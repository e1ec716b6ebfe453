package headroom.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * This server's own clock. Only for what other clocks have stamped already and what allows for their difference: tokens.
 * Anything stored is judged by the {@link DatabaseClock}.
 */
@ApplicationScoped
public class ServerClock {
    public Instant now() {
        return Instant.now();
    }
}
