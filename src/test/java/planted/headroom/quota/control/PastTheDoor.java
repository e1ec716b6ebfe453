package planted.headroom.quota.control;

import planted.headroom.tenant.boundary.KnowsItsUser;
import planted.headroom.tenant.control.Backroom;

/** Past the boundary of another component. */
public class PastTheDoor {
    KnowsItsUser throughTheDoor;
    Backroom pastTheDoor;
}
