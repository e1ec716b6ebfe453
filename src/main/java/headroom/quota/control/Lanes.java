package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.platform.Stopwatch;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.RefusedException;
import headroom.platform.load.QueueCallers;
import headroom.platform.load.WaitingCallers;
import headroom.platform.load.WorkQueue;
import headroom.quota.control.Trees.TreeRef;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The lanes of this server: one for each tree that is in use. Requests to one tree are decided together, a transaction
 * for all that wait, and answered after its commit (group commit; see docs/decisions/0006). How much may wait is bounded,
 * for each lane and for all: what comes then is refused before the database is asked, unless it gives back. Thread-safe.
 */
@ApplicationScoped
public class Lanes implements WorkQueue {
    /** Callers that may wait at one lane: a busy tree leaves the others room, and threads to be refused on. */
    static final int MAX_WAITING_PER_LANE = 272;

    /** Callers that may wait in all: those of other lanes have room beside them ({@link WaitingCallers}). */
    static final int MAX_WAITING = 448;

    /** Quotas that one lane knows between batches, each about 1 KiB; one with more begins anew. */
    static final int MAX_KEPT_PER_LANE = 20_000;

    /** Quotas that all lanes know together. */
    static final int MAX_KEPT = 60_000;

    /** Lanes that were not used for so long are dropped, with what they know of their trees. */
    private static final double IDLE_SECONDS = 20;

    /** Lanes beyond this many are dropped as soon as they are idle. */
    private static final int MAX_LANES = 1_000;

    private final ConcurrentHashMap<TreeRef, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final Lane.Host host = new Server();

    @Inject
    private LaneWorkers workers;

    @Inject
    private BatchTransaction transaction;

    @Inject
    private LaneMetrics metrics;

    @Inject
    private WaitingCallers allCallers;

    private QueueCallers callers;

    @PostConstruct
    void declare() {
        callers = new QueueCallers("the quota's tree", "requests", MAX_WAITING_PER_LANE, MAX_WAITING, allCallers);
        metrics.watch(lanes::size, callers::waiting, kept::get);
    }

    /**
     * Lets a posting wait for its tree's turn.
     *
     * @throws RefusedException throttled, where too many wait
     */
    public <R> Promise<Answer> post(TreeRef tree, Posting<R> posting, Optional<IdempotencyKey> key) {
        Posted<R> posted = new Posted<>(posting, key);
        enter(tree, posted);
        return posted.answer();
    }

    /**
     * Lets work that has transactions of its own wait for the tree's turn.
     *
     * @throws RefusedException throttled, where too many wait
     */
    public <T> Promise<T> alone(TreeRef tree, Supplier<T> work) {
        Alone<T> alone = new Alone<>(() -> TenantWall.within(tree.tenant(), work));
        enter(tree, alone);
        return alone;
    }

    @Override
    public int waiting() {
        return callers.waiting();
    }

    @Override
    public int capacity() {
        return MAX_WAITING;
    }

    @Override
    public double takeWaitSeconds() {
        return callers.takeWaitSeconds();
    }

    @Override
    public void tell(Hearer hearer) {
        lanes.values().forEach(lane -> lane.tell(hearer, MAX_WAITING_PER_LANE));
    }

    /** Drops the lanes that have nothing to do: what is known of idle trees does not pile up. */
    public void dropIdle() {
        double idleSeconds = lanes.size() > MAX_LANES ? 0 : IDLE_SECONDS;
        lanes.forEach((tree, lane) -> {
            if (lane.retireAfter(idleSeconds)) {
                lanes.remove(tree, lane);
            }
        });
    }

    private void enter(TreeRef tree, Waiting<?> work) {
        work.whenImpatient(workers::replaceLost);
        Lane lane = lanes.computeIfAbsent(tree, at -> new Lane(at, host));
        while (!lane.offer(work)) {
            lanes.remove(tree, lane);
            lane = lanes.computeIfAbsent(tree, at -> new Lane(at, host));
        }
    }

    private RefusedException throttled(String reason) {
        metrics.throttled();
        return new RefusedException(Refusal.of(Refusal.Kind.THROTTLED, reason + "; nothing was done, try again"));
    }

    private final class Server implements Lane.Host {
        @Override
        public void admit(int callersOfLane, boolean givesBack) {
            callers.enter(callersOfLane, givesBack).ifPresent(reason -> {
                throw throttled(reason);
            });
        }

        @Override
        public void left(int leaving) {
            callers.leave(leaving);
        }

        @Override
        public void execute(Lane lane) {
            workers.execute(lane);
        }

        @Override
        public boolean keep(int quotas, int before) {
            boolean room = quotas <= MAX_KEPT_PER_LANE && kept.get() - before + quotas <= MAX_KEPT;
            kept.addAndGet((room ? quotas : 0) - before);
            return room;
        }

        @Override
        public void transact(Batch batch) {
            Stopwatch watch = Stopwatch.start();
            TenantWall.within(batch.tree().tenant(), () -> transaction.run(batch));
            metrics.decided(batch, watch.seconds());
        }

        @Override
        public void waited(double seconds) {
            metrics.waited(seconds);
            callers.began(seconds);
        }

        @Override
        public void split() {
            metrics.split();
        }
    }
}
