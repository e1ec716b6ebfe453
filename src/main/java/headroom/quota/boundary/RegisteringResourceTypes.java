package headroom.quota.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.ResourceTypes;
import headroom.quota.rule.ResourceType;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lets a tenant count more than what is built in (rule Q11). */
@Stateless
public class RegisteringResourceTypes {
    @Inject
    private ResourceTypes resourceTypes;

    @Inject
    private TenantSettings tenants;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private AuditTrail audit;

    public List<ResourceType> all(TenantId tenant) {
        return resourceTypes.all(tenant);
    }

    public Answer register(Call call, ResourceType type, Function<Outcome<ResourceType>, Answer> answering) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> answering.apply(add(call.tenant(), type)));
    }

    private Outcome<ResourceType> add(TenantId tenant, ResourceType type) {
        Optional<Refusal> missing = tenants.missing(tenant);
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        if (ResourceType.isBuiltIn(type.name()) || !resourceTypes.add(tenant, type)) {
            return Outcome.refused(
                    Refusal.of(Refusal.Kind.ALREADY_EXISTS, "there is a resource type " + type.name() + " already"));
        }
        audit.record(
                tenant,
                AuditEvent.of("resource_type.register", "resource_type", type.name())
                        .after(ResourceTypeView.of(type))
                        .why(AuditTrail.purpose(Scope.QUOTA)));
        return Outcome.done(type);
    }
}
