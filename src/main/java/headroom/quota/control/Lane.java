package headroom.quota.control;

import headroom.platform.DatabaseFailures;
import headroom.platform.Log;
import headroom.platform.Retries;
import headroom.platform.Stopwatch;
import headroom.platform.load.WorkQueue;
import headroom.quota.control.Trees.TreeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The work that waits for one tree. One worker at a time takes all that wait, up to a bound, decides it in one
 * transaction in the order of its arrival, and goes to the end of the executor's queue while more comes in: so lanes take
 * turns. A lane without work has no worker; work that finds none begins at once. Thread-safe.
 */
final class Lane implements Runnable {
    /** Items of one transaction: more gain little and make the next ones wait. */
    static final int MAX_BATCH = 1_024;

    /** After a job was found to be held, so many batches look first. */
    private static final int LOOK_AGAIN = 64;

    /** A transaction that lost against another is tried so often. */
    private static final int MAX_ATTEMPTS = 4;

    private static final Log LOG = Log.of(Lane.class);

    /** What a lane asks of where it runs. Thread-safe. */
    interface Host {
        /**
         * Counts one more caller, at a lane that has so many.
         *
         * @param givesBack whether he makes room for others, and is let in however many there are
         * @throws headroom.platform.http.RefusedException throttled, where there is no room for him
         */
        void admit(int callersOfLane, boolean givesBack);

        /** So many callers do not wait any more. */
        void left(int callers);

        /**
         * Runs the lane on another thread, after those that came before it.
         *
         * @throws RejectedExecutionException where nothing is run any more
         */
        void execute(Lane lane);

        /** A lane knows so many quotas, which were so many before; false where it should know none of them. */
        boolean keep(int quotas, int before);

        /** Runs the batch as one transaction. */
        void transact(Batch batch);

        /** A batch begins that work waited so long for. */
        void waited(double seconds);

        /** A batch was split. */
        void split();
    }

    private final TreeRef tree;
    private final Host host;
    private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
    private Stopwatch idle = Stopwatch.start();
    private boolean running;
    private int callers;
    private boolean retired;

    /** These are handed from worker to worker by the executor. */
    private @Nullable KeptTree kept;

    private int keptQuotas;
    private int looks;

    Lane(TreeRef tree, Host host) {
        this.tree = tree;
        this.host = host;
    }

    /**
     * Lets the work wait; false where the lane is not used any more.
     *
     * @throws headroom.platform.http.RefusedException where too many wait
     */
    synchronized boolean offer(Waiting<?> work) {
        if (retired) {
            return false;
        }
        host.admit(callers, work.givesBack());
        callers++;
        waiting.add(work);
        if (!running) {
            running = true;
            start();
        }
        return true;
    }

    /** Tells how many wait here, and how long the next one has. */
    synchronized void tell(WorkQueue.Hearer hearer, int capacity) {
        if (callers > 0) {
            Waiting<?> next = waiting.peek();
            hearer.part(tree.tenant(), callers, capacity, next == null ? 0 : next.waitedSeconds());
        }
    }

    /** Ends the lane's use, with all that it knows, where it had nothing to do for so long. */
    synchronized boolean retireAfter(double idleSeconds) {
        if (!retired && !running && idle.seconds() >= idleSeconds) {
            retired = true;
            keep(null);
        }
        return retired;
    }

    @Override
    public void run() {
        List<Waiting<?>> batch = new ArrayList<>();
        try {
            take(batch);
            work(batch);
        } finally {
            // The next batch begins while the callers of this one are told; their places are free for what they ask
            // next.
            try {
                leave(batch.size());
                goOn();
            } finally {
                batch.forEach(Waiting::tell);
                batch.forEach(Waiting::close);
            }
        }
    }

    private synchronized void take(List<Waiting<?>> batch) {
        int weight = 0;
        while (!waiting.isEmpty() && fits(waiting.peek(), batch, weight)) {
            Waiting<?> next = waiting.poll();
            if (next.take()) {
                batch.add(next);
                weight += next.weight();
                host.waited(next.waitedSeconds());
            } else {
                leave(1);
            }
        }
    }

    private static boolean fits(Waiting<?> next, List<Waiting<?>> batch, int weight) {
        return batch.isEmpty() || (!next.isAlone() && !batch.get(0).isAlone() && weight + next.weight() <= MAX_BATCH);
    }

    private synchronized void leave(int told) {
        callers -= told;
        host.left(told);
    }

    private synchronized void goOn() {
        running = !waiting.isEmpty();
        if (running) {
            start();
        } else {
            idle = Stopwatch.start();
        }
    }

    private void start() {
        boolean started = false;
        try {
            host.execute(this);
            started = true;
        } catch (RejectedExecutionException stopping) {
            LOG.warning("a lane is not run any more", Map.of("waiting", waiting.size()));
        } finally {
            if (!started) {
                abandon();
            }
        }
    }

    /** Also where there is no thread to be had: a lane that waits for a worker that never comes would wait for ever. */
    private void abandon() {
        running = false;
        idle = Stopwatch.start();
        waiting.forEach(Waiting::close);
        leave(waiting.size());
        waiting.clear();
    }

    private void work(List<Waiting<?>> batch) {
        if (!batch.isEmpty() && batch.get(0) instanceof Alone<?> alone) {
            workAlone(alone);
        } else if (!batch.isEmpty()) {
            List<Posted<?>> postings = new ArrayList<>(batch.size());
            batch.forEach(work -> postings.add((Posted<?>) work));
            decide(postings);
        }
    }

    /** It may change the tree behind what is known of it; the version would tell, only later. */
    private void workAlone(Alone<?> alone) {
        keep(null);
        Retries.attempt(alone::work).ifPresent(alone::fail);
    }

    /** Together; where that fails for a reason of one of them, each half apart, until only that one fails. */
    private void decide(List<Posted<?>> postings) {
        Optional<RuntimeException> fault = decideTogether(postings);
        if (fault.isPresent() && postings.size() > 1) {
            LOG.warning(
                    "a batch failed and is split",
                    Map.of("size", postings.size(), "cause", fault.get().toString()));
            host.split();
            int half = postings.size() / 2;
            decide(postings.subList(0, half));
            decide(postings.subList(half, postings.size()));
        } else {
            fault.ifPresent(failed -> postings.forEach(posted -> posted.fail(failed)));
        }
    }

    /** The fault that may be one posting's; empty where all are decided, or failed of something that is nobody's. */
    private Optional<RuntimeException> decideTogether(List<Posted<?>> postings) {
        for (int attempt = 1; ; attempt++) {
            Batch batch = new Batch(tree, postings, kept, looks > 0);
            looks = Math.max(0, looks - 1);
            Optional<RuntimeException> failure = Retries.attempt(() -> host.transact(batch));
            if (failure.isEmpty()) {
                postings.forEach(Posted::durable);
                keep(batch.after());
                return Optional.empty();
            }
            keep(null);
            if (isNobodys(failure.get(), batch)) {
                RuntimeException told = batch.isBeyondFault() ? new UnconfirmedException(failure.get()) : failure.get();
                postings.forEach(posted -> posted.fail(told));
                return Optional.empty();
            }
            if (attempt == MAX_ATTEMPTS || !DatabaseFailures.isLostRace(failure.get())) {
                return failure;
            }
            looks = LOOK_AGAIN;
        }
    }

    private void keep(@Nullable KeptTree next) {
        boolean room = host.keep(next == null ? 0 : next.size(), keptQuotas);
        kept = room ? next : null;
        keptQuotas = kept == null ? 0 : kept.size();
    }

    /** Whether no posting is to blame, and to try again would not help or could do a thing twice. */
    private static boolean isNobodys(RuntimeException failed, Batch batch) {
        return !DatabaseFailures.isLostRace(failed)
                && (batch.isBeyondFault() || !batch.isHeld() || DatabaseFailures.isPassing(failed));
    }
}
