package planted.headroom.platform;

import planted.headroom.quota.boundary.Desk;

/** Plumbing with business words. */
public class KnowsQuota {
    Desk desk;
}
