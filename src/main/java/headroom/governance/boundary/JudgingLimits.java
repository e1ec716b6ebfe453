package headroom.governance.boundary;

import headroom.governance.boundary.Plan.LimitStep;
import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.boundary.ForeseeingLimits;
import headroom.quota.boundary.ForeseeingLimits.Foreseen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** Says which rules the limits of a plan would break, without holding anything: applying the plan judges again. */
@ApplicationScoped
public class JudgingLimits {
    @Inject
    private ForeseeingLimits foreseeing;

    /**
     * The limits in the order in which they are to be set, by tenant; refused as setting the first that cannot be would be, with the
     * broken rules of all.
     *
     * @param wanted by where each is written; of each quota one
     */
    Outcome<List<LimitStep>> judged(Map<String, LimitStep> wanted) {
        Map<String, Map<UUID, Amount>> byTenant = new TreeMap<>();
        Map<UUID, Map.Entry<String, LimitStep>> written = new HashMap<>();
        for (Map.Entry<String, LimitStep> entry : wanted.entrySet()) {
            LimitStep step = entry.getValue();
            byTenant.computeIfAbsent(step.tenant(), tenant -> new LinkedHashMap<>())
                    .put(step.quotaId(), step.limitValue());
            written.put(step.quotaId(), entry);
        }
        List<LimitStep> inOrder = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        byTenant.forEach((tenant, limits) -> {
            for (Foreseen foreseen : foreseeing.foresee(new TenantId(tenant), limits)) {
                Map.Entry<String, LimitStep> change = Objects.requireNonNull(written.get(foreseen.quotaId()));
                inOrder.add(change.getValue());
                Refusal refusal = foreseen.refusal();
                if (refusal != null) {
                    refusals.add(refusal);
                    refusal.errors().forEach(error -> errors.add(located(change.getKey(), error)));
                }
            }
        });
        // What has gone meanwhile is told by who applies it.
        wanted.values().stream().filter(step -> !inOrder.contains(step)).forEach(inOrder::add);
        return refusals.isEmpty()
                ? Outcome.done(List.copyOf(inOrder))
                : Outcome.refused(
                        Refusal.of(refusals.get(0).kind(), refusals.get(0).detail(), List.copyOf(errors)));
    }

    /** The change names a limit; rules may blame other fields of the quota for it. */
    private static FieldError located(String change, FieldError error) {
        String field = change + ".limit_value";
        return error.field().equals("limit_value")
                ? new FieldError(field, error.message())
                : new FieldError(field, error.field() + " " + error.message());
    }
}
