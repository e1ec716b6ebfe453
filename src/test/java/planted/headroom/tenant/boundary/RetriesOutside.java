package planted.headroom.tenant.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.faulttolerance.Retry;

/** As it should be. */
@ApplicationScoped
public class RetriesOutside {
    @Retry
    public void work() {}
}
