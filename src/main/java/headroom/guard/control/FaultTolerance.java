package headroom.guard.control;

import headroom.platform.HealthNote;
import headroom.platform.Log;
import headroom.platform.MetricsRegistry;
import headroom.platform.Retries;
import headroom.platform.Stopwatch;
import io.prometheus.metrics.core.metrics.Gauge;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the annotations of MicroProfile Fault Tolerance do anything on this server. On some configurations they are
 * passed over in silence. The service then runs on: what it cannot do without, its guards do themselves; what the annotations
 * add, a second try and a shorter wait, is missing. Thread-safe.
 */
@ApplicationScoped
public class FaultTolerance implements HealthNote {
    /** A time-out that fired did so long before the method had ended by itself, in seconds. */
    private static final double IN_TIME_SECONDS = 1.5;

    private static final Log LOG = Log.of(FaultTolerance.class);

    @Inject
    private FaultToleranceProbe probe;

    @Inject
    private MetricsRegistry metrics;

    private Gauge gauge;
    private volatile Standing standing = Standing.UNKNOWN;

    @PostConstruct
    void declare() {
        gauge = Gauge.builder()
                .name("headroom_fault_tolerance_intercepts")
                .help(
                        "1 where the server applies MicroProfile Fault Tolerance, 0 where it does not or it is not known yet.")
                .register(metrics.registry());
    }

    /** Finds out, and says so loudly where it does not work. */
    public Standing prove() {
        boolean retries = isRetried();
        boolean timesOut = isTimedOut();
        boolean fallsBack = isReplaced();
        boolean works = retries && timesOut && fallsBack;
        standing = works ? Standing.UP : Standing.DEGRADED;
        gauge.set(works ? 1 : 0);
        Map<String, Boolean> found = Map.of("retry", retries, "timeout", timesOut, "fallback", fallsBack);
        if (works) {
            LOG.info("MicroProfile Fault Tolerance works on this server", found);
        } else {
            LOG.warning(
                    "MicroProfile Fault Tolerance does NOT work on this server: its annotations are passed over;"
                            + " the service does without them",
                    found);
        }
        return standing;
    }

    @Override
    public String name() {
        return "fault-tolerance";
    }

    @Override
    public Standing standing() {
        return standing;
    }

    private boolean isRetried() {
        try {
            return probe.secondTime(new AtomicInteger()) == FaultToleranceProbe.ASKED_FOR;
        } catch (IOException notRetried) {
            return false;
        }
    }

    private boolean isTimedOut() {
        Stopwatch watch = Stopwatch.start();
        // What is thrown is a class of theirs, which is not there where they are not.
        boolean thrown = Retries.attempt(() -> {
                    try {
                        probe.tooLong();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                })
                .isPresent();
        return thrown && watch.seconds() < IN_TIME_SECONDS;
    }

    private boolean isReplaced() {
        try {
            return probe.failing();
        } catch (IOException notReplaced) {
            return false;
        }
    }
}
