package headroom.guard.control;

import headroom.overload.control.ConcurrencyLimiter.Permit;
import headroom.overload.rule.Sample.Outcome;
import headroom.platform.downstream.Call;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call under way, with the permit that it holds. The permit ends once: when the thread that makes the call is free
 * again, however long after the caller gave up, or at once where no thread had begun. What it then says of the target: it answered, it asked for
 * fewer calls or was too late, or neither.
 */
final class Turn<T> implements Runnable {
    /** A call that has not begun after so long may be lost, in milliseconds. */
    private static final long AGAIN_MS = 250;

    private final Call<T> call;
    private final Permit permit;
    private final FutureTask<T> task;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean givenUp;

    /** A turn with a permit that was acquired for it. */
    Turn(Call<T> call, Permit permit) {
        this.call = call;
        this.permit = permit;
        task = new FutureTask<>(this::make);
    }

    @Override
    public void run() {
        task.run();
    }

    /** The permit is back before anybody hears of the end: who hears of it may come with the next call. */
    private T make() throws IOException {
        if (!begun.compareAndSet(false, true)) {
            throw new CancellationException("it was given up before it began");
        }
        // A bug says nothing of the target.
        Outcome outcome = Outcome.IGNORED;
        try {
            T value = call.make();
            outcome = call.pushback(value).isPresent() ? Outcome.DROPPED : Outcome.SUCCESS;
            return value;
        } catch (IOException failed) {
            // What failed for another reason may have been quick or slow: it speaks of no queue.
            outcome = isDropped(failed) ? Outcome.DROPPED : Outcome.IGNORED;
            throw failed;
        } finally {
            permit.end(givenUp ? Outcome.DROPPED : outcome, call.isFirstAttempt());
        }
    }

    private boolean isDropped(IOException failed) {
        return failed instanceof SocketTimeoutException || call.pushback(failed).isPresent();
    }

    /**
     * Has the call made, and waits for its end. One that no thread has begun is handed over again now and then: Payara's executors
     * lose what they are given while the application is deployed.
     */
    T await(Executor executor, long limitMs) throws ExecutionException, TimeoutException, InterruptedException {
        executor.execute(this);
        for (long left = limitMs; left > AGAIN_MS; left -= AGAIN_MS) {
            try {
                return task.get(AGAIN_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                if (!begun.get()) {
                    executor.execute(this);
                }
            }
        }
        return task.get(Math.min(limitMs, AGAIN_MS), TimeUnit.MILLISECONDS);
    }

    /** Nobody waits any more. */
    void giveUp() {
        if (begun.compareAndSet(false, true)) {
            permit.end(Outcome.IGNORED, false);
        } else {
            givenUp = true;
            call.abandon();
        }
        task.cancel(true);
    }
}
