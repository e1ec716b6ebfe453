package headroom.overload.control;

import headroom.overload.rule.Load;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.ShedOptions;
import headroom.platform.load.ConnectionUse;
import headroom.platform.load.ProcessorUse;
import headroom.platform.load.WorkQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures how loaded this server is. Each part is smoothed over the last measurements, so that a burst which is over before it
 * could be told is no load. By one thread at a time.
 */
@ApplicationScoped
public class LoadMeter {
    /** A part is a mean over about so many seconds. */
    private static final double MEMORY_SECONDS = 0.2;

    /** Processor time is asked for after so many seconds, and is a mean over more. */
    private static final double CPU_SECONDS = 0.5;

    private static final double CPU_MEMORY_SECONDS = 1.5;

    /** A busy processor is no overload while fewer requests than this for each processor wait for it. */
    private static final int REQUESTS_PER_PROCESSOR = 4;

    /** What began to be served longer ago tells nothing of how long work waits now. */
    private static final double STALE_SECONDS = 1;

    /** Where no more wait than are worked at, what waited has been let go: a tree that was blocked is no load when it is free. */
    private static final int FEW_WAITING = 16;

    /** A single request that waited for ever says no more than this. */
    private static final double MOST = 4;

    private static final int PROCESSORS = ProcessorUse.count();

    @Inject
    @Any
    private Instance<WorkQueue> queues;

    private double sinceCpu;
    private double wait;
    private double flight;
    private double pool;
    private double cpu;

    /** How loaded the server is, so many seconds after it was measured before. */
    Load measure(ShedOptions options, int inFlight, double seconds) {
        double waiting = 0;
        for (WorkQueue queue : queues) {
            double late = queue.takeWaitSeconds() / options.queueWaitSeconds();
            boolean isLong = queue.waiting() > FEW_WAITING;
            late = isLong && seconds <= STALE_SECONDS ? late : 0;
            waiting = Math.max(waiting, Math.max(late, (double) queue.waiting() / queue.capacity()));
        }
        double keep = Math.exp(-seconds / MEMORY_SECONDS);
        wait = smooth(wait, waiting, keep);
        flight = smooth(flight, (double) inFlight / options.inFlight(), keep);
        pool = smooth(pool, (double) ConnectionUse.busy() / options.connections(), keep);
        sinceCpu += seconds;
        if (sinceCpu >= CPU_SECONDS) {
            double used = ProcessorUse.share() / options.cpu();
            boolean wanted = inFlight > PROCESSORS * REQUESTS_PER_PROCESSOR;
            cpu = smooth(cpu, wanted ? used : 0, Math.exp(-sinceCpu / CPU_MEMORY_SECONDS));
            sinceCpu = 0;
        }
        return new Load(wait, flight, pool, cpu);
    }

    /** How hard the queues press on the tenants that wait in them; on nobody else. */
    Map<String, Pressure> pressures(ShedOptions options) {
        Map<String, Pressure> found = new HashMap<>();
        for (WorkQueue queue : queues) {
            if (queue.waiting() > 0) {
                queue.tell((tenant, waiting, capacity, waitSeconds) -> {
                    Pressure level =
                            BackpressureHandler.ofQueue(waiting, capacity, waitSeconds, options.queueWaitSeconds());
                    if (level != Pressure.NONE) {
                        found.merge(tenant.value(), level, Pressure::or);
                    }
                });
            }
        }
        return found;
    }

    private static double smooth(double before, double now, double keep) {
        return before * keep + Math.min(MOST, now) * (1 - keep);
    }
}
