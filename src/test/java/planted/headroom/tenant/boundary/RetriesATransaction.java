package planted.headroom.tenant.boundary;

import jakarta.transaction.Transactional;
import org.eclipse.microprofile.faulttolerance.Retry;

/** A transaction of its own. */
public class RetriesATransaction {
    @Retry
    @Transactional
    public void work() {}
}
