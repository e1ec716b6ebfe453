package planted.headroom.tenant.boundary;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Cannot be loaded where the class is missing. */
public class CatchesTheirs {
    boolean work() {
        try {
            return hashCode() == 0;
        } catch (TimeoutException late) {
            return false;
        }
    }
}
