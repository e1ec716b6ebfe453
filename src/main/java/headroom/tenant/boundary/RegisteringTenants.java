package headroom.tenant.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.tenant.control.Tenants;
import headroom.tenant.entity.Tenant;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Function;

/** Registers a tenant: from then on there can be quotas and clients for it. */
@Stateless
public class RegisteringTenants {
    @Inject
    private Tenants tenants;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /** Registers the tenant, or says that there is one of that id. */
    public Answer register(Call call, RegisterTenantRequest request, Function<Outcome<TenantView>, Answer> answering) {
        return answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(TenantWall.within(new TenantId(request.id()), () -> register(request))));
    }

    private Outcome<TenantView> register(RegisterTenantRequest request) {
        TenantId id = new TenantId(request.id());
        if (!tenants.reserve(id, request.name())) {
            return Outcome.refused(Refusal.of(Refusal.Kind.ALREADY_EXISTS, "there is a tenant " + id + " already"));
        }
        Tenant tenant = tenants.lock(id).orElseThrow();
        SettingsRequest settings = request.settings();
        if (settings != null) {
            tenant.settle(settings.after(tenant.settings()), clock.now());
            tenants.flush();
        }
        TenantView view = TenantView.of(tenant, clock.now());
        audit.record(
                id, AuditEvent.of("tenant.register", "tenant", id).after(view).why(AuditTrail.purpose(Scope.QUOTA)));
        return Outcome.done(view);
    }
}
