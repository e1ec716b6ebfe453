package headroom.quota.control;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final LinkedBlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
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
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException stopped) {
            workers.decrementAndGet();
            throw stopped;
        }
    }

    private void work() {
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
