package headroom.platform.load;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * The callers of a queue that has many parts: how many wait, how long they did, and whether one more may. How many may is bounded for each part,
 * for the queue, and with those of other queues ({@link WaitingCallers}); who gives back is let in all the same, and counts. Thread-safe.
 */
public final class QueueCallers {
    private final String part;
    private final String requests;
    private final int mostOfPart;
    private final int most;
    private final WaitingCallers all;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder begun = new LongAdder();
    private final DoubleAdder waitedSeconds = new DoubleAdder();

    /**
     * Nobody yet.
     *
     * @param part what a part is called, to who is refused
     * @param requests what waits is called
     * @param mostOfPart callers that may wait at one part
     * @param most callers that may wait in all
     */
    public QueueCallers(String part, String requests, int mostOfPart, int most, WaitingCallers all) {
        this.part = part;
        this.requests = requests;
        this.mostOfPart = mostOfPart;
        this.most = most;
        this.all = all;
    }

    /** One more comes to a part at which so many wait; why it may not wait there, or nothing where it does now. */
    public Optional<String> enter(int ofPart, boolean givesBack) {
        if (givesBack) {
            waiting.incrementAndGet();
            all.enterAnyhow();
            return Optional.empty();
        }
        if (ofPart >= mostOfPart) {
            return Optional.of(part + " has " + ofPart + " " + requests + " waiting");
        }
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return Optional.of("the server has " + most + " " + requests + " waiting");
        }
        if (!all.enter()) {
            waiting.decrementAndGet();
            return Optional.of("the server has " + all.most() + " requests of all kinds waiting");
        }
        return Optional.empty();
    }

    /** So many do not wait any more. */
    public void leave(int callers) {
        waiting.addAndGet(-callers);
        all.leave(callers);
    }

    /** Those that wait, or are being worked for. */
    public int waiting() {
        return waiting.get();
    }

    /** Work for one begins, after it has waited so long. */
    public void began(double seconds) {
        begun.increment();
        waitedSeconds.add(seconds);
    }

    /** {@link WorkQueue#takeWaitSeconds}. */
    public double takeWaitSeconds() {
        double seconds = waitedSeconds.sumThenReset();
        long requests = begun.sumThenReset();
        return requests == 0 ? 0 : seconds / requests;
    }
}
