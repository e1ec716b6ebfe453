package planted.headroom.quota.control;

import planted.headroom.quota.boundary.Desk;

/** A control that knows the boundary. */
public class ReachesUp {
    Desk desk;
}
