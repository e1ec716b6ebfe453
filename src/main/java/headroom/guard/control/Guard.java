package headroom.guard.control;

import headroom.breaker.rule.Permit;
import headroom.breaker.rule.Result;
import headroom.breaker.rule.Transition;
import headroom.guard.rule.GuardOptions;
import headroom.platform.Stopwatch;
import headroom.platform.downstream.Call;
import headroom.platform.downstream.Ended;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Stands before one target: a fixed number of calls at once, a bounded number of callers that wait for their turn, a time
 * limit for each call, and a circuit breaker. A call is made on a thread of the executor, so that its caller is free when the
 * limit is over, whatever the call does. Permits and probes that a call took end once, however it ends. Thread-safe.
 */
public final class Guard {
    private final GuardOptions options;
    private final Executor executor;
    private final Semaphore permits;
    private final LocalBreaker breaker;

    /**
     * A guard before a target that nothing is known of.
     *
     * @param executor where calls are made: with at least as many threads as there are permits
     * @param clock by which the breaker judges
     * @param told of each move of the breaker
     */
    public Guard(GuardOptions options, Executor executor, InstantSource clock, Consumer<Transition> told) {
        this.options = options;
        this.executor = executor;
        permits = new Semaphore(options.permits(), true);
        breaker = new LocalBreaker(options.breaker(), clock, told);
    }

    /**
     * Makes the call and waits for its end.
     *
     * @return its value; its failure; or why it was refused: too many are under way, the target was ill lately, or the time
     *     limit was over
     */
    public <T> Ended<T> call(Call<T> call) {
        if (!hasPermit()) {
            return new Ended.Refused<>(Ended.Why.TOO_MANY, Optional.empty());
        }
        return breaker.permit().fold(permitted -> make(call, permitted), refused -> {
            permits.release();
            return new Ended.Refused<>(Ended.Why.OPEN, Optional.of(refused.retryAt()));
        });
    }

    private boolean hasPermit() {
        if (permits.tryAcquire()) {
            return true;
        }
        try {
            return permits.getQueueLength() < options.maxWaiting()
                    && permits.tryAcquire(options.maxWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> Ended<T> make(Call<T> call, Permit.Permitted permitted) {
        Turn<T> turn = new Turn<>(call, permits);
        Stopwatch watch = Stopwatch.start();
        // What is neither good nor said to be nobody's fault is the target's: also what the call throws and we do not
        // know.
        Result result = Result.FAILURE;
        boolean ended = false;
        try {
            T value = turn.await(executor, options.timeLimit().toMillis());
            ended = true;
            result = call.isGood(value) ? Result.SUCCESS : Result.FAILURE;
            return new Ended.Value<>(value);
        } catch (ExecutionException failed) {
            ended = true;
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
