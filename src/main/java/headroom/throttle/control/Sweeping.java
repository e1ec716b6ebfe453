package headroom.throttle.control;

import headroom.platform.http.Answer;
import java.util.Optional;

/** The timer ends a tenant's permits whose time is over. */
public final class Sweeping extends Posted {
    private int expired;

    public Sweeping() {
        super(Optional.empty());
    }

    void decide(int permits) {
        expired = permits;
        decided(Answer::noContent);
    }

    /** How many have ended. */
    public int expired() {
        return expired;
    }
}
