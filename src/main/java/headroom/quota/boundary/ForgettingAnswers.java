package headroom.quota.boundary;

import headroom.platform.DatabaseClock;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.WaitingRequests;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets the answers to idempotency keys that are older than they are kept (rule A6). */
@Stateless
public class ForgettingAnswers {
    /** More at once would hold locks too long; the rest is for the next time. */
    private static final int MAX_AT_ONCE = 10_000;

    /** How long it can be seen what became of a request that waited. */
    private static final Duration ENDED_KEPT = Duration.ofDays(7);

    @Inject
    private WaitingRequests waiting;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    /** Tells how many were forgotten. */
    public int forget() {
        waiting.forget(clock.now().minus(ENDED_KEPT));
        return answers.forget(clock.now().minus(IdempotentAnswers.KEPT), MAX_AT_ONCE);
    }
}
