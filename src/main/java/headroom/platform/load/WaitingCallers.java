package headroom.platform.load;

import headroom.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that wait in queues of whatever kind, each on a thread of the server. How many may is bounded for all queues together, so that threads
 * are left for those who do not wait: to be told so, and to ask for the server's health. Who gives back is let in all the
 * same, and counts. Thread-safe.
 */
@ApplicationScoped
public class WaitingCallers {
    /** Of the 512 threads that our configurations of the servers have for requests. */
    private static final int MOST = 480;

    private static final int LEAST_MOST = 8;
    private static final int MOST_MOST = 10_000;

    private final AtomicInteger waiting = new AtomicInteger();
    private int most;

    @PostConstruct
    void begin() {
        most = Settings.HEADROOM_CALLERS_WAITING.integer(MOST, LEAST_MOST, MOST_MOST);
    }

    /** How many may wait. */
    public int most() {
        return most;
    }

    /** One more wants to wait; false where there is no room. */
    public boolean enter() {
        boolean room = waiting.incrementAndGet() <= most;
        if (!room) {
            waiting.decrementAndGet();
        }
        return room;
    }

    /** One more waits who gives back. */
    public void enterAnyhow() {
        waiting.incrementAndGet();
    }

    /** So many do not wait any more. */
    public void leave(int callers) {
        waiting.addAndGet(-callers);
    }
}
