package planted.headroom.tenant.boundary;

import jakarta.transaction.Transactional;
import org.eclipse.microprofile.faulttolerance.Retry;

/** All of it. */
@Retry
@Transactional
public class RetriesAll {

    public void work() {}
}
