package headroom.quota.control;

import headroom.platform.Log;
import headroom.platform.Stopwatch;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs lanes on the threads of a managed executor, in the order in which they became ready. A worker stays for a while when
 * nothing is ready: to hand a task to a managed executor costs as much as a small transaction on some servers, because the
 * context is captured anew each time (docs/decisions/0007). Thread-safe.
 */
@ApplicationScoped
public class LaneWorkers {
    /** The executor; its definition says how many lanes may be at work at once. */
    public static final String EXECUTOR = "java:app/concurrent/lanes";

    /** Lanes at work at once: enough to keep the database busy while others wait for its disk. */
    public static final int MAX_AT_WORK = 8;

    /** A worker without work stays so long, in seconds. */
    private static final long STAY_SECONDS = 10;

    /**
     * A worker that was called and has not begun by then is lost, in seconds: Payara's executor loses what it is given while the
     * application is still being deployed. If it begins after all, it finds its place taken and leaves.
     */
    private static final double LOST_AFTER_SECONDS = 1;

    private static final Log LOG = Log.of(LaneWorkers.class);

    private final LinkedBlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private final Set<Call> called = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @Resource(lookup = EXECUTOR)
    private ManagedExecutorService executor;

    /**
     * Runs the lane after those that came before it.
     *
     * @throws RejectedExecutionException where nothing is run any more
     */
    void execute(Runnable lane) {
        if (stopping) {
            throw new RejectedExecutionException("the service is stopping");
        }
        ready.add(lane);
        callAnother();
    }

    @PreDestroy
    void stop() {
        stopping = true;
    }

    /** Calls others for workers that were called and never began. */
    void replaceLost() {
        for (Call call : List.copyOf(called)) {
            if (call.since().seconds() > LOST_AFTER_SECONDS && called.remove(call)) {
                workers.decrementAndGet();
                LOG.warning("a worker of the lanes never began; another is called", Map.of());
            }
        }
        if (!stopping) {
            callAnother();
        }
    }

    /** A worker that was called and has not begun. Each is one of its own, however alike. */
    private static final class Call {
        private final Stopwatch since = Stopwatch.start();

        Stopwatch since() {
            return since;
        }
    }

    /** One more worker, where there is work that nobody is free for. */
    private void callAnother() {
        while (ready.size() > idle.get()) {
            int before = workers.get();
            if (before >= MAX_AT_WORK) {
                return;
            }
            if (workers.compareAndSet(before, before + 1)) {
                begin();
                return;
            }
        }
    }

    private void begin() {
        Call call = new Call();
        called.add(call);
        try {
            executor.execute(() -> work(call));
        } catch (RejectedExecutionException stopped) {
            if (called.remove(call)) {
                workers.decrementAndGet();
            }
            throw stopped;
        }
    }

    private void work(Call call) {
        if (!called.remove(call)) {
            return;
        }
        try {
            for (Runnable lane = next(); lane != null; lane = next()) {
                callAnother();
                lane.run();
            }
        } finally {
            workers.decrementAndGet();
            // What became ready while this one made up its mind to leave.
            if (!stopping) {
                callAnother();
            }
        }
    }

    private @Nullable Runnable next() {
        idle.incrementAndGet();
        try {
            return ready.poll(STAY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stopping = true;
            return null;
        } finally {
            idle.decrementAndGet();
        }
    }
}
