package planted.headroom.tenant.boundary;

import jakarta.ejb.Stateless;
import org.eclipse.microprofile.faulttolerance.Retry;

/** An EJB. */
@Stateless
public class RetriesInABean {
    @Retry
    public void work() {}
}
