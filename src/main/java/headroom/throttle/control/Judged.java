package headroom.throttle.control;

import headroom.throttle.entity.Permit;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a request for a permit was decided.
 *
 * @param permit where it was granted
 * @param standing what is in force and matches, after the decision
 * @param now when it was decided
 */
public record Judged(Verdict verdict, Optional<Permit> permit, List<StoredThrottle> standing, Instant now) {
    public Judged {
        standing = List.copyOf(standing);
    }
}
