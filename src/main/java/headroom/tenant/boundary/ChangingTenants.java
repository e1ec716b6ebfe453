package headroom.tenant.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import headroom.platform.http.ExpectedVersion;
import headroom.tenant.control.Tenants;
import headroom.tenant.entity.Tenant;
import headroom.tenant.entity.TenantPaused;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Changes what a tenant has settled, pauses and resumes it. What it holds stays as it is. */
@Stateless
public class ChangingTenants {
    @Inject
    private Tenants tenants;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    @Inject
    private Event<TenantPaused> news;

    /** Settles what the request names, where the tenant's version is the one expected. */
    public Outcome<TenantView> change(TenantId id, ExpectedVersion expected, ChangeTenantRequest request) {
        String named = request.id();
        if (named != null && !named.equals(id.value())) {
            return Outcome.refused(invalid("id", "must be the one of the path; it never changes"));
        }
        return changed(
                "tenant.change", id, expected, (tenant, now) -> tenant.settle(request.after(tenant.settings()), now));
    }

    /** Pauses the tenant, or changes how it is paused. Holds for all that is decided after this has been answered. */
    public Outcome<TenantView> pause(TenantId id, PauseRequest request) {
        return pause(id, ExpectedVersion.ANY, request);
    }

    /** The same, where the tenant's version is the one expected. */
    public Outcome<TenantView> pause(TenantId id, ExpectedVersion expected, PauseRequest request) {
        Instant until = request.until();
        if (until != null && !until.isAfter(clock.now())) {
            return Outcome.refused(invalid("until", "must be in the future"));
        }
        return changed("tenant.pause", id, expected, (tenant, now) -> tenant.pause(request.mode(), until, now));
    }

    /** Resumes the tenant; one that is not paused stays as it is. */
    public Outcome<TenantView> resume(TenantId id) {
        return changed("tenant.resume", id, ExpectedVersion.ANY, Tenant::resume);
    }

    private Outcome<TenantView> changed(
            String action, TenantId id, ExpectedVersion expected, BiConsumer<Tenant, Instant> change) {
        return TenantWall.within(id, () -> {
            Tenant tenant = tenants.lock(id).orElse(null);
            if (tenant == null) {
                return Outcome.refused(ReadingTenants.noTenant(id));
            }
            if (!expected.isMetBy(tenant.version())) {
                return Outcome.refused(ExpectedVersion.stale(tenant.version()));
            }
            Instant now = clock.now();
            TenantView before = TenantView.of(tenant, now);
            change.accept(tenant, now);
            tenants.flush();
            TenantView after = TenantView.of(tenant, now);
            tell(tenant, before, after, now);
            audit.record(
                    id,
                    AuditEvent.of(action, "tenant", id)
                            .before(before)
                            .after(after)
                            .why(AuditTrail.purpose(Scope.QUOTA)));
            return Outcome.done(after);
        });
    }

    private void tell(Tenant tenant, TenantView before, TenantView after, Instant now) {
        if (!Objects.equals(before.pause(), after.pause())) {
            news.fire(new TenantPaused(
                    new TenantId(after.id()), tenant.pausedMode().orElse(null), tenant.pausedUntil(), now));
        }
    }

    private static Refusal invalid(String field, String message) {
        return Refusal.of(
                Refusal.Kind.VALIDATION, "the body breaks the contract", List.of(new FieldError(field, message)));
    }
}
