package headroom.breaker.rule;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerBuilder;
import java.time.Duration;
import java.util.Optional;

/**
 * Failsafe 3.3.2. Its clock cannot be given, so it stays open for a day and is made half open by hand; its windows by time
 * are not compared. It knows no ignored outcome: who has none to tell tells nothing.
 */
final class FailsafeBreaker implements ComparedBreaker {
    final CircuitBreaker<Object> breaker;

    private FailsafeBreaker(CircuitBreakerBuilder<Object> builder, int successes) {
        breaker = builder.withDelay(Duration.ofDays(1))
                .withSuccessThreshold(successes)
                .build();
    }

    /** Opens at so many failures in a row; so many successes close it. */
    static FailsafeBreaker inARow(int failures, int successes) {
        return new FailsafeBreaker(CircuitBreaker.builder().withFailureThreshold(failures), successes);
    }

    /** Opens at so many failures among the newest calls. */
    static FailsafeBreaker among(int failures, int calls, int successes) {
        return new FailsafeBreaker(CircuitBreaker.builder().withFailureThreshold(failures, calls), successes);
    }

    @Override
    public State state() {
        return State.valueOf(breaker.getState().name());
    }

    @Override
    public Optional<Permit.Permitted> ask() {
        return breaker.tryAcquirePermit()
                ? Optional.of(new Permit.Permitted(state(), 0, Optional.empty()))
                : Optional.empty();
    }

    @Override
    public void end(Permit.Permitted call, Result result, long durationMs) {
        switch (result) {
            case SUCCESS -> breaker.recordSuccess();
            case FAILURE -> breaker.recordFailure();
            case IGNORED -> {}
        }
    }
}
