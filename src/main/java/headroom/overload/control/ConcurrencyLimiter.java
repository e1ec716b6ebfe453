package headroom.overload.control;

import headroom.overload.rule.LimitOptions;
import headroom.overload.rule.Sample;
import headroom.platform.Stopwatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls of one target be under way at once, on whatever managed executor they run, and a bounded number of callers wait for
 * their turn, in the order in which they came. The limit is fixed or learns ({@link AdaptiveRateLimiter}); what presses back can narrow it, to
 * nothing at the extreme. Each permit ends once. Thread-safe.
 */
public final class ConcurrencyLimiter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final AdaptiveRateLimiter adaptive;
    private final IntUnaryOperator narrowed;
    private final int maxWaiting;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int inFlight;

    /**
     * A limiter with nothing under way.
     *
     * @param maxWaiting callers that may wait for a permit, at least 0
     * @param narrowed how many of the limit may be under way now; from 0 to the limit
     */
    public ConcurrencyLimiter(LimitOptions options, int maxWaiting, InstantSource clock, IntUnaryOperator narrowed) {
        adaptive = new AdaptiveRateLimiter(options, clock);
        this.maxWaiting = maxWaiting;
        this.narrowed = narrowed;
    }

    private static final class Waiter {
        private final CountDownLatch woken = new CountDownLatch(1);
        private @Nullable Permit permit;
    }

    /** The right to one call. Ends exactly once: what is said after the first end is passed over. Thread-safe. */
    public final class Permit {
        private final int inFlightThen;
        private final Stopwatch since = Stopwatch.start();
        private final AtomicBoolean ended = new AtomicBoolean();

        private Permit(int inFlightThen) {
            this.inFlightThen = inFlightThen;
        }

        /**
         * Gives the permit back.
         *
         * @param firstAttempt whether the call repeated none before it
         * @return false where it had ended before
         */
        public boolean end(Sample.Outcome outcome, boolean firstAttempt) {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            long nanos = Math.max(1, Math.round(since.seconds() * NANOS_PER_SECOND));
            adaptive.take(new Sample(nanos, inFlightThen, outcome, firstAttempt));
            giveBack();
            return true;
        }
    }

    /**
     * A permit, at once or within the wait.
     *
     * @return none where too many are under way and too many wait, or the wait was over
     */
    public Optional<Permit> acquire(Duration maxWait) throws InterruptedException {
        Waiter waiter = new Waiter();
        synchronized (this) {
            // What presses back may have eased without a call that ended.
            admitWaiting();
            if (waiting.isEmpty() && hasRoom()) {
                return Optional.of(admit());
            }
            if (maxWait.isZero() || waiting.size() >= maxWaiting) {
                return Optional.empty();
            }
            waiting.addLast(waiter);
        }
        try {
            boolean inTime = waiter.woken.await(maxWait.toMillis(), TimeUnit.MILLISECONDS);
            return inTime ? Optional.ofNullable(waiter.permit) : leave(waiter);
        } catch (InterruptedException interrupted) {
            // A permit that came with the interruption would never end.
            leave(waiter).ifPresent(permit -> permit.end(Sample.Outcome.IGNORED, false));
            throw interrupted;
        }
    }

    /** The limit as it was learnt, whatever presses back. */
    public AdaptiveRateLimiter adaptive() {
        return adaptive;
    }

    /** Calls that may be under way now. */
    public int allowed() {
        return narrowed.applyAsInt(adaptive.limit());
    }

    public synchronized int inFlight() {
        return inFlight;
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    private boolean hasRoom() {
        return inFlight < allowed();
    }

    private Permit admit() {
        inFlight++;
        return new Permit(inFlight);
    }

    private synchronized void giveBack() {
        inFlight--;
        admitWaiting();
    }

    private void admitWaiting() {
        while (!waiting.isEmpty() && hasRoom()) {
            Waiter next = waiting.removeFirst();
            next.permit = admit();
            next.woken.countDown();
        }
    }

    /** Waits no more; with the permit that came meanwhile, if one did. */
    private synchronized Optional<Permit> leave(Waiter waiter) {
        waiting.remove(waiter);
        return Optional.ofNullable(waiter.permit);
    }
}
