package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.LimitOverrides;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.entity.Quota;
import headroom.quota.rule.LimitOverride;
import headroom.quota.rule.Limits;
import headroom.tenant.boundary.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds changed limits against the maximums of tenant and platform, also with what overrides add to them. */
@ApplicationScoped
public class JudgingMaximums {
    @Inject
    private TenantSettings tenants;

    @Inject
    private LimitOverrides overrides;

    /** Why the quota may not have these limits; to allow no more than before is never beyond a maximum (rule Q9). */
    Optional<Refusal> beyond(TenantId tenant, Quota quota, Limits after, Instant now) {
        List<LimitOverride> live = overrides.live(tenant, quota.id(), now).stream()
                .map(Noted::override)
                .toList();
        return tenants.beyondMaximum(
                tenant,
                quota.name().resourceType(),
                QuotaRefusals.raised(atMost(quota.limits(), live), atMost(after, live)));
    }

    private static Limits atMost(Limits limits, List<LimitOverride> live) {
        return limits.limitedTo(LimitOverride.most(live, limits.limit()).min(Amount.MAX_INPUT));
    }
}
