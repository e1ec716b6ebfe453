package headroom.guard.control;

import headroom.breaker.rule.Permit;
import headroom.breaker.rule.Result;
import headroom.breaker.rule.Transition;
import headroom.guard.rule.GuardOptions;
import headroom.overload.control.BackpressureHandler;
import headroom.overload.control.ConcurrencyLimiter;
import headroom.overload.control.Limiters;
import headroom.overload.control.Target;
import headroom.overload.rule.Sample.Outcome;
import headroom.platform.Stopwatch;
import headroom.platform.downstream.Call;
import headroom.platform.downstream.Ended;
import headroom.platform.downstream.Pushback;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Stands before one target: a limiter of calls at once, with a bounded number of callers that wait for their turn, a time
 * limit for each call, and a circuit breaker. What the target answers of its own load is told to who keeps the pressure. A call is made on a thread of the executor, so that its caller is free when the
 * limit is over, whatever the call does. Permits and probes that a call took end once, however it ends. Thread-safe.
 */
public final class Guard {
    private final GuardOptions options;
    private final Executor executor;
    private final ConcurrencyLimiter limiter;
    private final Target target;
    private final BackpressureHandler backpressure;
    private final LocalBreaker breaker;

    /**
     * A guard before a target that nothing is known of.
     *
     * @param executor where calls are made: with at least as many threads as the limiter may let be under way
     * @param clock by which the breaker judges
     * @param told of each move of the breaker
     */
    Guard(
            GuardOptions options,
            Target target,
            Limiters limiters,
            BackpressureHandler backpressure,
            Executor executor,
            InstantSource clock,
            Consumer<Transition> told) {
        this.options = options;
        this.target = target;
        this.backpressure = backpressure;
        this.executor = executor;
        limiter = limiters.before(target, options.limit(), options.maxWaiting());
        breaker = new LocalBreaker(options.breaker(), clock, told);
    }

    /**
     * Makes the call and waits for its end.
     *
     * @return its value; its failure; or why it was refused: too many are under way, the target was ill lately or asks for
     *     fewer calls, or the time limit was over
     */
    public <T> Ended<T> call(Call<T> call) {
        Optional<ConcurrencyLimiter.Permit> held = permit();
        if (held.isEmpty()) {
            return backpressure
                    .retryAt(target)
                    .<Ended<T>>map(at -> new Ended.Refused<>(Ended.Why.PRESSED, Optional.of(at)))
                    .orElseGet(() -> new Ended.Refused<>(Ended.Why.TOO_MANY, Optional.empty()));
        }
        return breaker.permit().fold(permitted -> make(call, permitted, held.get()), refused -> {
            held.get().end(Outcome.IGNORED, false);
            return new Ended.Refused<>(Ended.Why.OPEN, Optional.of(refused.retryAt()));
        });
    }

    private Optional<ConcurrencyLimiter.Permit> permit() {
        try {
            return limiter.acquire(options.maxWait());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <T> Ended<T> make(Call<T> call, Permit.Permitted permitted, ConcurrencyLimiter.Permit held) {
        Turn<T> turn = new Turn<>(call, held);
        Stopwatch watch = Stopwatch.start();
        // What is neither good nor said to be nobody's fault is the target's: also what the call throws and we do not
        // know.
        Result result = Result.FAILURE;
        boolean ended = false;
        try {
            T value = turn.await(executor, options.timeLimit().toMillis());
            ended = true;
            result = call.isGood(value) ? Result.SUCCESS : Result.FAILURE;
            heard(call.pushback(value));
            return new Ended.Value<>(value);
        } catch (ExecutionException failed) {
            ended = true;
            // Of what failed otherwise the breaker thinks.
            call.pushback(failed).ifPresent(pushback -> backpressure.refused(target, pushback));
            return new Ended.Failed<>(failure(failed));
        } catch (TimeoutException late) {
            return new Ended.Refused<>(Ended.Why.TIMED_OUT, Optional.empty());
        } catch (RejectedExecutionException stopping) {
            result = Result.IGNORED;
            return new Ended.Refused<>(Ended.Why.TOO_MANY, Optional.empty());
        } catch (InterruptedException interrupted) {
            result = Result.IGNORED;
            Thread.currentThread().interrupt();
            return new Ended.Failed<>(new InterruptedIOException("the caller was interrupted"));
        } finally {
            if (!ended) {
                turn.giveUp();
            }
            breaker.end(permitted, result, Math.round(watch.seconds() * 1_000));
        }
    }

    private void heard(Optional<Pushback> pushback) {
        pushback.ifPresentOrElse(asked -> backpressure.refused(target, asked), () -> backpressure.answered(target));
    }

    /** What a call threw: a failure that it declared, or else a bug, which is thrown on. */
    private static IOException failure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException declared ? declared : new IOException(cause);
    }
}
