package headroom.audit.boundary;

import headroom.audit.rule.Verdict;
import headroom.kernel.TenantId;

/** The audit trail of a tenant was examined; told to who wants to hear, in a transaction of his own or of the request. */
public record TrailVerified(TenantId tenant, Verdict verdict) {}
