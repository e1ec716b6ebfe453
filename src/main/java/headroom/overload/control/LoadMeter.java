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
    /** What a measurement counts against those before it. */
    private static final double SMOOTHING = 0.4;

    /** Processor time is asked for at every so many measurements, and counts more: it is a mean already. */
    private static final int CPU_EVERY = 5;

    private static final double CPU_SMOOTHING = 0.3;

    /** A busy processor is no overload while fewer requests than this for each processor wait for it. */
    private static final int REQUESTS_PER_PROCESSOR = 4;

    /** A single request that waited for ever says no more than this. */
    private static final double MOST = 4;

    private static final int PROCESSORS = ProcessorUse.count();

    @Inject
    @Any
    private Instance<WorkQueue> queues;

    private int turn;
    private double wait;
    private double flight;
    private double pool;
    private double cpu;

    /** How loaded the server is. */
    Load measure(ShedOptions options, int inFlight) {
        double waiting = 0;
        for (WorkQueue queue : queues) {
            double late = queue.takeWaitSeconds() / options.queueWaitSeconds();
            waiting = Math.max(waiting, Math.max(late, (double) queue.waiting() / queue.capacity()));
        }
        wait = smooth(wait, waiting);
        flight = smooth(flight, (double) inFlight / options.inFlight());
        pool = smooth(pool, (double) ConnectionUse.busy() / options.connections());
        if (turn++ % CPU_EVERY == 0) {
            double used = ProcessorUse.share() / options.cpu();
            boolean wanted = inFlight > PROCESSORS * REQUESTS_PER_PROCESSOR;
            cpu = cpu * (1 - CPU_SMOOTHING) + (wanted ? used : 0) * CPU_SMOOTHING;
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

    private static double smooth(double before, double now) {
        return before * (1 - SMOOTHING) + Math.min(MOST, now) * SMOOTHING;
    }
}
