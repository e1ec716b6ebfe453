package headroom.webhook.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Finds the addresses of a host. Name servers lose a question now and then, so it is asked twice, and a name that cannot be
 * found has no address. Where the server does not intercept (docs/decisions/0013), it is asked once and the failure is
 * thrown: who calls it bears both, and has a time limit of his own.
 */
@ApplicationScoped
public class NameResolution {
    private static final long LIMIT_MS = 2_000;
    private static final long PAUSE_MS = 50;

    /** All addresses; none where there are none. */
    @Timeout(LIMIT_MS)
    @Retry(maxRetries = 1, delay = PAUSE_MS, jitter = 0, retryOn = UnknownHostException.class)
    @Fallback(fallbackMethod = "none")
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    /** What is known of a host that cannot be found. */
    public List<InetAddress> none(String host) {
        return List.of();
    }
}
