package headroom.breaker.rule;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** resilience4j 2.4.0, configured as a breaker of Headroom is and with the same clock. */
final class Resilience4jBreaker implements ComparedBreaker {
    private static final class Ignored extends Exception {
        private static final long serialVersionUID = 1L;
    }

    final CircuitBreaker breaker;

    /**
     * The half-open limit is left out: it runs on the library's own threads by the system's clock. So does the lock-free time
     * window, therefore the synchronized one.
     */
    Resilience4jBreaker(Configuration configuration, Clock clock) {
        Duration delay = Duration.ofMillis(configuration.openDelayMs());
        double factor = configuration.openDelayFactor().doubleValue();
        breaker = CircuitBreaker.of(
                "compared",
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .currentTimestampFunction(now -> now.instant().toEpochMilli(), TimeUnit.MILLISECONDS)
                        .failureRateThreshold(configuration.failureRatePercent().floatValue())
                        .slowCallRateThreshold(
                                configuration.slowCallRatePercent().floatValue())
                        .slowCallDurationThreshold(Duration.ofMillis(configuration.slowCallMs()))
                        .slidingWindow(
                                configuration.windowSize(),
                                configuration.minimumCalls(),
                                configuration.windowType() == WindowType.COUNT
                                        ? SlidingWindowType.COUNT_BASED
                                        : SlidingWindowType.TIME_BASED)
                        .waitIntervalFunctionInOpenState(
                                factor > 1
                                        ? IntervalFunction.ofExponentialBackoff(
                                                delay, factor, Duration.ofMillis(configuration.openDelayMaxMs()))
                                        : IntervalFunction.of(delay))
                        .permittedNumberOfCallsInHalfOpenState(configuration.halfOpenCalls())
                        .ignoreExceptions(Ignored.class)
                        .build());
    }

    Counts window() {
        CircuitBreaker.Metrics metrics = breaker.getMetrics();
        return new Counts(
                metrics.getNumberOfSuccessfulCalls(), metrics.getNumberOfFailedCalls(), metrics.getNumberOfSlowCalls());
    }

    @Override
    public State state() {
        return State.valueOf(breaker.getState().name());
    }

    @Override
    public Optional<Permit.Permitted> ask() {
        return breaker.tryAcquirePermission()
                ? Optional.of(new Permit.Permitted(state(), 0, Optional.empty()))
                : Optional.empty();
    }

    @Override
    public void end(Permit.Permitted call, Result result, long durationMs) {
        switch (result) {
            case SUCCESS -> breaker.onSuccess(durationMs, TimeUnit.MILLISECONDS);
            case FAILURE ->
                breaker.onError(durationMs, TimeUnit.MILLISECONDS, new IllegalStateException("the call failed"));
            case IGNORED -> breaker.onError(durationMs, TimeUnit.MILLISECONDS, new Ignored());
        }
    }
}
