package headroom.throttle.control;

import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Stopwatch;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.RefusedException;
import headroom.platform.load.QueueCallers;
import headroom.platform.load.WaitingCallers;
import headroom.platform.load.WorkQueue;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The lanes of this server: one for each tenant whose permits are asked for. Requests of one tenant are decided together and answered after the
 * commit. How much may wait is bounded, for each lane and for all: what comes then is refused before the database is asked, unless it ends a
 * permit. Thread-safe.
 */
@ApplicationScoped
public class PermitLanes implements WorkQueue {
    /** Callers that may wait at one lane: a busy tenant leaves the others room, and is by itself no load that others are refused for. */
    static final int MAX_WAITING_PER_LANE = 128;

    /** Callers that may wait in all: those of other lanes have room beside them ({@link WaitingCallers}). */
    static final int MAX_WAITING = 192;

    /** Transactions at once: the connections of the pool are for others too. */
    private static final int MAX_AT_WORK = 8;

    /** Lanes that were not used for so long are dropped. */
    private static final double IDLE_SECONDS = 20;

    private final ConcurrentHashMap<TenantId, PermitLane> lanes = new ConcurrentHashMap<>();
    private final Semaphore atWork = new Semaphore(MAX_AT_WORK);
    private final PermitLane.Host host = new Server();

    @Inject
    private PermitTransaction transaction;

    @Inject
    private PermitLaneMetrics metrics;

    @Inject
    private WaitingCallers allCallers;

    private QueueCallers callers;

    @PostConstruct
    void declare() {
        callers = new QueueCallers("the tenant", "requests for permits", MAX_WAITING_PER_LANE, MAX_WAITING, allCallers);
        metrics.watch(lanes::size, callers::waiting);
    }

    /**
     * Has the work decided, and answers it once that is durable.
     *
     * @throws RefusedException throttled, where too many wait
     */
    public Answer perform(TenantId tenant, Posted work) {
        PermitLane lane = lanes.computeIfAbsent(tenant, at -> new PermitLane(at, host));
        while (!lane.perform(work)) {
            lanes.remove(tenant, lane);
            lane = lanes.computeIfAbsent(tenant, at -> new PermitLane(at, host));
        }
        return work.answer();
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

    /** Drops the lanes that have nothing to do. */
    public void dropIdle() {
        lanes.forEach((tenant, lane) -> {
            if (lane.retireAfter(IDLE_SECONDS)) {
                lanes.remove(tenant, lane);
            }
        });
    }

    private RefusedException crowded(String reason) {
        metrics.crowded();
        return new RefusedException(Refusal.of(Refusal.Kind.THROTTLED, reason + "; nothing was done, try again"));
    }

    private final class Server implements PermitLane.Host {
        @Override
        public void admit(int callersOfLane, boolean givesBack) {
            callers.enter(callersOfLane, givesBack).ifPresent(reason -> {
                throw crowded(reason);
            });
        }

        @Override
        public void left() {
            callers.leave(1);
        }

        @Override
        public void transact(PermitBatch batch) {
            atWork.acquireUninterruptibly();
            try {
                Stopwatch watch = Stopwatch.start();
                TenantWall.within(batch.tenant(), () -> transaction.run(batch));
                metrics.decided(batch.size(), watch.seconds());
            } finally {
                atWork.release();
            }
        }

        @Override
        public void waited(double seconds) {
            metrics.waited(seconds);
            callers.began(seconds);
        }
    }
}
