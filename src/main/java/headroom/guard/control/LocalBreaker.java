package headroom.guard.control;

import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Permit;
import headroom.breaker.rule.Result;
import headroom.breaker.rule.Step;
import headroom.breaker.rule.Transition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A circuit breaker on the evidence of this server alone, forgotten with it: for what the server itself calls. Each decision
 * is the pure rule's, taken under a lock that is held for nothing else. Thread-safe.
 */
final class LocalBreaker {
    private static final String HERE = "here";

    private final Configuration configuration;
    private final InstantSource clock;
    private final Consumer<Transition> told;

    private Breaker breaker;
    private Bucket bucket;

    LocalBreaker(Configuration configuration, InstantSource clock, Consumer<Transition> told) {
        this.configuration = configuration;
        this.clock = clock;
        this.told = told;
        breaker = Breaker.closed(clock.instant());
        bucket = Bucket.empty(HERE, clock.instant(), breaker.era());
    }

    /** Whether a call may be made now. What is permitted is to be {@linkplain #end ended}. */
    synchronized Permit permit() {
        Permit.Asked asked = breaker.permit(configuration, clock.instant());
        become(asked.step());
        return asked.permit();
    }

    /** Takes how a permitted call ended. */
    synchronized void end(Permit.Permitted permitted, Result result, long durationMs) {
        Instant now = clock.instant();
        if (permitted.probe().isPresent()) {
            become(breaker.end(configuration, permitted.probe().get(), result, durationMs, now));
        } else if (result != Result.IGNORED) {
            Bucket fresh = Bucket.empty(HERE, now, permitted.era());
            boolean goesOn = bucket.start().equals(fresh.start()) && bucket.era() == fresh.era();
            bucket = (goesOn ? bucket : fresh).with(Optional.empty(), result, durationMs, configuration);
            become(breaker.record(configuration, List.of(bucket), now));
        }
    }

    private void become(Step step) {
        breaker = step.after();
        step.transitions().forEach(told);
    }
}
