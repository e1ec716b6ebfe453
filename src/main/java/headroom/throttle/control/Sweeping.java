package headroom.throttle.control;

import headroom.platform.http.Answer;
import java.util.Optional;

/** The timer ends a tenant's permits whose time is over. */
public final class Sweeping extends Posted {
    private static final long MAX_WAIT_MS = 1_000;

    private int expired;

    public Sweeping() {
        super(Optional.empty());
    }

    @Override
    boolean givesBack() {
        return true;
    }

    /** Other tenants' permits are due too; the timer comes again. */
    @Override
    long patienceMs() {
        return MAX_WAIT_MS;
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
