package headroom.guard.control;

import headroom.platform.downstream.Call;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call under way, with the permit that it holds. The permit goes back once: when the thread that makes the call is free
 * again, however long after the caller gave up, or at once where no thread had begun.
 */
final class Turn<T> implements Runnable {
    /** A call that has not begun after so long may be lost, in milliseconds. */
    private static final long AGAIN_MS = 250;

    private final Call<T> call;
    private final Semaphore permits;
    private final FutureTask<T> task;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** A turn with a permit that was acquired for it. */
    Turn(Call<T> call, Semaphore permits) {
        this.call = call;
        this.permits = permits;
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
        try {
            return call.make();
        } finally {
            permits.release();
        }
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
            permits.release();
        } else {
            call.abandon();
        }
        task.cancel(true);
    }
}
