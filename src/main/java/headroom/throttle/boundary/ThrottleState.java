package headroom.throttle.boundary;

import headroom.throttle.rule.Throttle;
import java.time.Instant;

/** Whether a throttle has an effect. */
public enum ThrottleState {
    /** It has. */
    IN_FORCE,
    /** Somebody has switched it off. */
    PAUSED,
    /** Its time is over. */
    EXPIRED;

    static ThrottleState of(Throttle throttle, Instant now) {
        if (throttle.hasExpired(now)) {
            return EXPIRED;
        }
        return throttle.paused() ? PAUSED : IN_FORCE;
    }
}
