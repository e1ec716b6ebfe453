package headroom.guard.boundary;

import headroom.guard.control.FaultTolerance;
import headroom.platform.HealthNote.Standing;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Finds out soon after the start whether the server applies MicroProfile Fault Tolerance, and again where it did not: a
 * server that is still deploying loses what runs on its executors, time-outs too. Outside of any transaction.
 */
@Singleton
@Startup
public class ProvingFaultTolerance {
    private static final long FIRST_MS = 3_000;
    private static final long AGAIN_MS = 20_000;

    /** Attempts before it is believed. */
    private static final int MAX_ATTEMPTS = 3;

    @Resource
    private TimerService timers;

    @Inject
    private FaultTolerance tolerance;

    private int attempts;

    @PostConstruct
    void begin() {
        proveIn(FIRST_MS);
    }

    /** One attempt. */
    @Timeout
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void prove() {
        if (tolerance.prove() != Standing.UP && ++attempts < MAX_ATTEMPTS) {
            proveIn(AGAIN_MS);
        }
    }

    private void proveIn(long delayMs) {
        timers.createSingleActionTimer(delayMs, new TimerConfig("fault tolerance", false));
    }
}
