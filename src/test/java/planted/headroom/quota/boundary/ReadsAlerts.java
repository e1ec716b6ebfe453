package planted.headroom.quota.boundary;

import planted.headroom.alert.boundary.ReadByQuota;

/** Reads what nobody reads. */
public class ReadsAlerts {
    ReadByQuota alert;
}
