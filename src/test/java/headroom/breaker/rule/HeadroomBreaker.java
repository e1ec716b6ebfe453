package headroom.breaker.rule;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule as one server applies it that writes every outcome at once. */
final class HeadroomBreaker implements ComparedBreaker {
    private final Configuration configuration;
    private final Clock clock;
    private final Map<Long, Bucket> heard = new HashMap<>();
    private Breaker breaker;

    HeadroomBreaker(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.breaker = Breaker.closed(clock.instant());
    }

    /** The breaker, with what the clock has made due. */
    Breaker now() {
        breaker = breaker.tick(configuration, clock.instant()).after();
        return breaker;
    }

    Counts window() {
        return now().evidence().window(configuration, clock.instant()).counts();
    }

    /** Whether a call has been counted in this second: the next would share its place in a count window. */
    boolean hasHeardThisSecond() {
        Bucket last = heard.get(breaker.era());
        return last != null
                && last.counts().calls() > 0
                && last.isSameAs(Bucket.empty("a", clock.instant(), breaker.era()));
    }

    void reset() {
        breaker = breaker.reset(clock.instant()).after();
    }

    @Override
    public State state() {
        return now().state();
    }

    @Override
    public Optional<Permit.Permitted> ask() {
        Permit.Asked asked = breaker.permit(configuration, clock.instant());
        breaker = asked.step().after();
        return asked.permit().fold(Optional::of, no -> Optional.empty());
    }

    @Override
    public void end(Permit.Permitted call, Result result, long durationMs) {
        Instant now = clock.instant();
        if (call.probe().isPresent()) {
            breaker = breaker.end(configuration, call.probe().get(), result, durationMs, now)
                    .after();
            return;
        }
        if (result == Result.IGNORED) {
            // A server hears of nothing, so it has nothing to write, and nothing is judged.
            return;
        }
        Bucket empty = Bucket.empty("a", now, call.era());
        Bucket before = heard.getOrDefault(call.era(), empty);
        Bucket after =
                (before.isSameAs(empty) ? before : empty).with(Optional.empty(), result, durationMs, configuration);
        heard.put(call.era(), after);
        breaker = breaker.record(configuration, List.of(after), now).after();
    }
}
