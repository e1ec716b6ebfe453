package headroom.quota.boundary;

import headroom.quota.control.ShareDemands;
import headroom.quota.control.ShareDenials;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Tells the other servers what this one has denied for lack of share; called by the clock's hand, behind no wall. */
@Stateless
public class TellingDenials {
    @Inject
    private ShareDemands demands;

    @Inject
    private ShareDenials denials;

    public void tell() {
        denials.tell(demands.sums());
    }
}
