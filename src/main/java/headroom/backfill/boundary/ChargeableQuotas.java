package headroom.backfill.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Quotas;
import headroom.quota.rule.ResourceType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which quotas a backfill can be charged to: those of credits, and of what a tenant has registered itself. */
@ApplicationScoped
public class ChargeableQuotas {
    private static final String CREDITS = "custom_api_credits";

    @Inject
    private Quotas quotas;

    /** Why this quota cannot be charged. */
    Optional<Refusal> refusal(TenantId tenant, @Nullable UUID quotaId) {
        if (quotaId == null) {
            return Optional.empty();
        }
        return quotas.find(tenant, quotaId)
                .map(quota -> quota.name().resourceType())
                .map(ChargeableQuotas::refusal)
                .orElseGet(() -> Optional.of(invalid("names no quota")));
    }

    private static Optional<Refusal> refusal(String resourceType) {
        return resourceType.equals(CREDITS) || !ResourceType.isBuiltIn(resourceType)
                ? Optional.empty()
                : Optional.of(invalid(
                        "counts " + resourceType + "; a backfill is charged to " + CREDITS + " or a registered type"));
    }

    private static Refusal invalid(String message) {
        return Refusal.of(
                Refusal.Kind.INVALID_QUOTA,
                "the backfill cannot be charged there",
                List.of(new FieldError("quota_id", message)));
    }
}
