package planted.headroom.tenant.boundary;

import planted.headroom.quota.boundary.Desk;

/** What everybody uses knows nobody. */
public class KnowsItsUser {
    Desk desk;
}
