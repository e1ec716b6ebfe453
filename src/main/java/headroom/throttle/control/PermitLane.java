package headroom.throttle.control;

import headroom.kernel.TenantId;
import headroom.platform.DatabaseFailures;
import headroom.platform.Retries;
import headroom.platform.Stopwatch;
import headroom.platform.load.WorkQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The permits of one tenant at this server: what waits is decided together, in one transaction. There is no worker: the caller who finds
 * nobody at work leads, decides all that waits with his own among it, and lets the next one lead who came meanwhile. Thread-safe.
 */
final class PermitLane {
    /** Requests of one transaction. */
    static final int MAX_BATCH = 512;

    /** A transaction that lost against another is tried so often. */
    private static final int MAX_ATTEMPTS = 4;

    /** What a lane asks of where it runs. Thread-safe. */
    interface Host {
        /**
         * Counts one more caller, at a lane that has so many.
         *
         * @param givesBack whether he makes room for others, and is let in however many there are
         * @throws headroom.platform.http.RefusedException throttled, where there is no room for him
         */
        void admit(int callersOfLane, boolean givesBack);

        /** A caller does not wait any more. */
        void left();

        /** Runs the batch as one transaction. */
        void transact(PermitBatch batch);

        /** A batch begins that work waited so long for. */
        void waited(double seconds);
    }

    private final TenantId tenant;
    private final Host host;
    private final Deque<Posted> waiting = new ArrayDeque<>();
    private final KnownRoom room = new KnownRoom(Stopwatch.start()::seconds);
    private Stopwatch idle = Stopwatch.start();
    private boolean led;
    private int callers;
    private boolean retired;

    PermitLane(TenantId tenant, Host host) {
        this.tenant = tenant;
        this.host = host;
    }

    /**
     * Has the work decided; false where the lane is not used any more.
     *
     * @throws headroom.platform.http.RefusedException where too many wait, or it has waited too long
     */
    boolean perform(Posted work) {
        boolean leads;
        synchronized (this) {
            if (retired) {
                return false;
            }
            host.admit(callers, work.givesBack());
            callers++;
            waiting.add(work);
            leads = !led;
            led = true;
        }
        try {
            if (leads || work.awaitTurn(() -> withdraw(work))) {
                lead();
            }
        } finally {
            leave();
        }
        return true;
    }

    /** Tells how many wait here, and how long the next one has. */
    synchronized void tell(WorkQueue.Hearer hearer, int capacity) {
        if (callers > 0) {
            Posted next = waiting.peek();
            hearer.part(tenant, callers, capacity, next == null ? 0 : next.waitedSeconds());
        }
    }

    /** Ends the lane's use, where it had nothing to do for so long. */
    synchronized boolean retireAfter(double idleSeconds) {
        if (!retired && !led && callers == 0 && idle.seconds() >= idleSeconds) {
            retired = true;
        }
        return retired;
    }

    private synchronized void leave() {
        callers--;
        host.left();
    }

    /** Who was told to lead stays: nobody else does it. */
    private synchronized boolean withdraw(Posted work) {
        return !work.isToLead() && waiting.remove(work);
    }

    private void lead() {
        List<Posted> batch = take();
        try {
            decide(batch);
        } finally {
            // The next batch begins while the callers of this one are told.
            handOver();
            batch.forEach(Posted::close);
        }
    }

    private synchronized List<Posted> take() {
        List<Posted> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < MAX_BATCH) {
            Posted next = waiting.remove();
            host.waited(next.waitedSeconds());
            batch.add(next);
        }
        return batch;
    }

    private synchronized void handOver() {
        Posted next = waiting.peek();
        if (next == null) {
            led = false;
            idle = Stopwatch.start();
        } else {
            next.lead();
        }
    }

    private void decide(List<Posted> posted) {
        for (int attempt = 1; ; attempt++) {
            PermitBatch batch = new PermitBatch(tenant, posted, room);
            Optional<RuntimeException> failure = Retries.attempt(() -> host.transact(batch));
            if (failure.isEmpty()) {
                posted.forEach(Posted::durable);
                return;
            }
            if (attempt == MAX_ATTEMPTS || batch.isReady() || !DatabaseFailures.isLostRace(failure.get())) {
                RuntimeException told = batch.isReady() ? Posted.unknown() : failure.get();
                posted.forEach(one -> one.fail(told));
                return;
            }
        }
    }
}
