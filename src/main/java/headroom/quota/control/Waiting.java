package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.platform.Stopwatch;
import headroom.platform.http.RefusedException;
import headroom.platform.http.RequestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A caller's work in a lane. It is taken once, by the lane to be done or by its caller who gives up, and ends once.
 * Thread-safe.
 */
abstract class Waiting<T> implements Promise<T> {
    /** Who waited this long for his turn is better told to come again, in milliseconds. */
    private static final long MAX_WAIT_MS = 10_000;

    /** Who waits this long asks whether anybody is at work, in milliseconds. */
    private static final long LONG_WAIT_MS = 1_000;

    /** Work that was begun ends by the database's own time limits before this, in milliseconds. */
    private static final long MAX_WORK_MS = 90_000;

    private final CompletableFuture<T> end = new CompletableFuture<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final RequestContext context = RequestContext.current();
    private final Stopwatch since = Stopwatch.start();
    private volatile Runnable impatience = () -> {};

    /** How much of a transaction it takes. */
    abstract int weight();

    /** Whether nothing else may be in its transaction. */
    abstract boolean isAlone();

    /** Whether it makes room for others, and is not turned away. */
    boolean givesBack() {
        return false;
    }

    /** Tells the caller how it ended, where that is known by now. */
    abstract void tell();

    /** Claims the work; false where it was claimed before. */
    final boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** Has this done whenever the turn is long in coming. */
    final void whenImpatient(Runnable asking) {
        impatience = asking;
    }

    final RequestContext context() {
        return context;
    }

    final double waitedSeconds() {
        return since.seconds();
    }

    final void succeed(T result) {
        end.complete(result);
    }

    final void fail(Throwable failure) {
        end.completeExceptionally(failure);
    }

    /** Ends what nobody has ended. */
    final void close() {
        if (!end.isDone()) {
            fail(unknown());
        }
    }

    @Override
    public T await() {
        for (long waited = 0; waited < MAX_WAIT_MS; waited += LONG_WAIT_MS) {
            try {
                return end.get(LONG_WAIT_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                impatience.run();
            } catch (ExecutionException | InterruptedException ended) {
                throw failure(ended);
            }
        }
        if (!givesBack() && take()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.THROTTLED,
                    "the request waited " + MAX_WAIT_MS + " ms for its turn; nothing was done"));
        }
        return awaitEnd();
    }

    private T awaitEnd() {
        try {
            return end.get(MAX_WORK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException ended) {
            throw failure(ended);
        }
    }

    private static RuntimeException failure(Exception ended) {
        if (ended instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (ended.getCause() instanceof RuntimeException failed) {
            return failed;
        }
        if (ended.getCause() instanceof Error broken) {
            throw broken;
        }
        return unknown();
    }

    /** Nobody can say whether it took effect. */
    static RefusedException unknown() {
        return new RefusedException(Refusal.of(
                Refusal.Kind.UNAVAILABLE,
                "the database did not confirm; repeat the request later, safely with an Idempotency-Key"));
    }
}
