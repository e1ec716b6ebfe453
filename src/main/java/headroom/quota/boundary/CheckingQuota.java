package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.quota.control.Nodes;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Whereabouts;
import headroom.quota.rule.Admission;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what would be decided now, by the same rule, and changes nothing. Waits for no decision: one statement, outside any
 * transaction, sees the path and the time of one moment.
 */
@ApplicationScoped
public class CheckingQuota {
    @Inject
    private QuotaLocator locator;

    @Inject
    private Nodes nodes;

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private AnsweringOnce answering;

    public Answer check(Call call, CheckRequest request) {
        return call.idempotencyKey().isPresent()
                ? answering.answer(call, () -> decide(call.tenant(), request))
                : decide(call.tenant(), request);
    }

    private Answer decide(TenantId tenant, CheckRequest request) {
        return Answer.of(
                200,
                path(tenant, request.name()).map(path -> view(request, path)).orElseGet(() -> noQuota(request)));
    }

    /** Where the quota is not any more where it was found last, it is looked for once more. */
    private Optional<Nodes.Moment> path(TenantId tenant, EntityName name) {
        QuotaReference reference = new QuotaReference.ByName(name);
        for (int attempt = 0; attempt < 2; attempt++) {
            @Nullable Location location = locator.locate(tenant, List.of(reference)).get(reference);
            if (location == null) {
                return Optional.empty();
            }
            Optional<Nodes.Moment> path = nodes.pathNow(tenant, location.quotaId());
            if (path.isPresent()) {
                return path;
            }
            whereabouts.forget(tenant, location.quotaId());
        }
        return Optional.empty();
    }

    private static CheckView view(CheckRequest request, Nodes.Moment moment) {
        Instant now = moment.now();
        List<Node> path = moment.path();
        Amount requested = request.requestedValue();
        Amount headroom = Admission.headroom(path);
        Optional<Refusal> paused = moment.pause().ofAllocating(now);
        if (paused.isPresent()) {
            return new CheckView(false, headroom, requested, paused.get().detail(), List.of(), Amount.ZERO, List.of());
        }
        return Admission.decide(path, requested, now)
                .fold(
                        admitted -> new CheckView(
                                true,
                                headroom,
                                requested,
                                null,
                                List.of(),
                                Admission.maxGrantable(path, now),
                                admitted.warnings().stream()
                                        .map(SoftLimitWarning::of)
                                        .toList()),
                        denied -> new CheckView(
                                false,
                                headroom,
                                requested,
                                new QuotaExceeded(
                                                denied,
                                                path.get(path.size() - 1).id())
                                        .detail(),
                                denied.violations().stream()
                                        .map(ViolationView::of)
                                        .toList(),
                                denied.maxGrantable(),
                                List.of()));
    }

    private static CheckView noQuota(CheckRequest request) {
        Refusal refusal = QuotaLocator.notFound(new QuotaReference.ByName(request.name()));
        return new CheckView(
                false, Amount.ZERO, request.requestedValue(), refusal.detail(), List.of(), Amount.ZERO, List.of());
    }
}
