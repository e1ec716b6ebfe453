package headroom.tenant.boundary;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.tenant.control.MaximumsText;
import headroom.tenant.control.PlatformMaximums;
import headroom.tenant.control.Tenants;
import headroom.tenant.control.TicketPattern;
import headroom.tenant.entity.Tenant;
import headroom.tenant.rule.ChildLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a tenant has settled for itself, for the other components. Works in the caller's transaction. */
@ApplicationScoped
public class TenantSettings {
    @Inject
    private Tenants tenants;

    @Inject
    private PlatformMaximums platform;

    /** Why nothing can be made for this tenant: there is none of that id. */
    public Optional<Refusal> missing(TenantId tenant) {
        return tenants.find(tenant).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no tenant " + tenant));
    }

    /** Counts the changes of the tenant; empty where there is none of that id. */
    public OptionalLong version(TenantId tenant) {
        return tenants.find(tenant).map(Tenant::version).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Rule Q4: whether a child's limit must be at most its parent's. */
    public boolean areChildrenWithinParent(TenantId tenant) {
        return tenants.find(tenant).map(Tenant::childLimits).orElse(ChildLimits.WITHIN_PARENT)
                == ChildLimits.WITHIN_PARENT;
    }

    /** Whether the tenant's tickets look like this one; any does where it has settled no pattern. */
    public boolean accepts(TenantId tenant, String ticket) {
        return tenants.find(tenant)
                .flatMap(found -> Optional.ofNullable(found.settings().ticketPattern()))
                .map(pattern -> TicketPattern.matches(pattern, ticket))
                .orElse(true);
    }

    /** Whether the tenant is paused. */
    public Pause pause(TenantId tenant) {
        return tenants.find(tenant)
                .map(found -> new Pause(found.pausedMode().orElse(null), found.pausedUntil()))
                .orElse(Pause.NONE);
    }

    /**
     * Why a quota may not allow so much: the tenant's or the platform's maximum for the resource.
     *
     * @param amounts what the quota would allow, by the field that says so
     */
    public Optional<Refusal> beyondMaximum(TenantId tenant, String resourceType, Map<String, Amount> amounts) {
        Optional<Amount> maximum = tenants.find(tenant)
                .map(found -> MaximumsText.parse(found.settings().maximums()))
                .map(own -> own.and(platform.get()))
                .orElseGet(platform::get)
                .of(resourceType);
        List<FieldError> errors = new ArrayList<>();
        maximum.ifPresent(most -> amounts.forEach((field, amount) -> {
            if (amount.isMoreThan(most)) {
                errors.add(
                        new FieldError(field, "allows " + amount + ", the maximum of " + resourceType + " is " + most));
            }
        }));
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(Refusal.Kind.BEYOND_MAXIMUM, "the quota would allow more than the maximum", errors));
    }
}
