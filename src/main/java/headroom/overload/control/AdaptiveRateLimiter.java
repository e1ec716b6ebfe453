package headroom.overload.control;

import headroom.overload.rule.Limit;
import headroom.overload.rule.LimitOptions;
import headroom.overload.rule.Sample;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A limit that learns from the calls under it, and the last hour of what it decided. The judgement is the pure rule's ({@link Limit}). Life
 * cycle: as long as its limiter, forgotten with it. Thread-safe; the lock is held for arithmetic only.
 */
public final class AdaptiveRateLimiter {
    private final LimitOptions options;
    private final InstantSource clock;
    private final DecisionLog log = new DecisionLog();
    private Limit limit;

    public AdaptiveRateLimiter(LimitOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        limit = options.begin();
    }

    public LimitOptions options() {
        return options;
    }

    /** Calls at once, at least 1. */
    public synchronized int limit() {
        return limit.value();
    }

    /** Takes how a call ended. */
    public synchronized void take(Sample sample) {
        if (sample.outcome() == Sample.Outcome.IGNORED) {
            return;
        }
        Limit next = limit.after(sample);
        log.add(clock.instant(), limit.value(), next.value(), sample);
        limit = next;
    }

    /** What became of the limit within the last hour, ten seconds to an entry, the newest first; at most 360. */
    public synchronized List<Decisions> lastHour() {
        Instant now = clock.instant();
        return log.newestFirst(now);
    }
}
