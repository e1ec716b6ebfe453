package headroom.guard.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Methods that end differently where MicroProfile Fault Tolerance intercepts them and where nobody does. Called through the
 * bean, as those that it is to protect are.
 */
@ApplicationScoped
public class FaultToleranceProbe {
    static final int ASKED_FOR = 2;

    private static final long SHORT_MS = 100;
    private static final long LONG_MS = 2_000;

    private final CountDownLatch never = new CountDownLatch(1);

    /**
     * Fails the first time.
     *
     * @param calls how often it was called, counted by itself
     */
    @Retry(maxRetries = 1, delay = 0, jitter = 0, retryOn = IOException.class)
    public int secondTime(AtomicInteger calls) throws IOException {
        int call = calls.incrementAndGet();
        if (call < ASKED_FOR) {
            throw new IOException("the first time it fails");
        }
        return call;
    }

    /** Takes much longer than it may. */
    @Timeout(SHORT_MS)
    public boolean tooLong() throws InterruptedException {
        return never.await(LONG_MS, TimeUnit.MILLISECONDS);
    }

    /** Fails, and has something else to say. */
    @Fallback(fallbackMethod = "instead")
    public boolean failing() throws IOException {
        throw new IOException("it always fails");
    }

    /** What is said instead. */
    public boolean instead() {
        return true;
    }
}
