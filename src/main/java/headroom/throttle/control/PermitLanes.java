package headroom.throttle.control;

import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Stopwatch;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.RefusedException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lanes of this server: one for each tenant whose permits are asked for. Requests of one tenant are decided together and answered after the
 * commit. How much may wait is bounded, for each lane and for all: what comes then is refused before the database is asked.
 * Thread-safe.
 */
@ApplicationScoped
public class PermitLanes {
    /** Callers that may wait at one lane: a busy tenant leaves the others room. */
    static final int MAX_WAITING_PER_LANE = 144;

    /** Callers that may wait in all: with the quotas' lanes not many more than the server has threads for requests. */
    static final int MAX_WAITING = 192;

    /** Transactions at once: the connections of the pool are for others too. */
    private static final int MAX_AT_WORK = 8;

    /** Lanes that were not used for so long are dropped. */
    private static final double IDLE_SECONDS = 20;

    private final ConcurrentHashMap<TenantId, PermitLane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore atWork = new Semaphore(MAX_AT_WORK);
    private final PermitLane.Host host = new Server();

    @Inject
    private PermitTransaction transaction;

    @Inject
    private PermitLaneMetrics metrics;

    @PostConstruct
    void declare() {
        metrics.watch(lanes::size, waiting::get);
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
        public void admit(int callersOfLane) {
            if (callersOfLane >= MAX_WAITING_PER_LANE) {
                throw crowded("the tenant has " + callersOfLane + " requests for permits waiting");
            }
            if (waiting.incrementAndGet() > MAX_WAITING) {
                waiting.decrementAndGet();
                throw crowded("the server has " + MAX_WAITING + " requests for permits waiting");
            }
        }

        @Override
        public void left() {
            waiting.decrementAndGet();
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
        }
    }
}
