package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Nodes;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.Quotas;
import headroom.quota.control.Quotas.Location;
import headroom.quota.entity.NodeRow;
import headroom.quota.rule.Admission;
import headroom.quota.rule.Books;
import headroom.quota.rule.Node;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what would be decided now, by the same rule, and changes nothing. Waits for no decision. */
@Stateless
public class CheckingQuota {
    @Inject
    private Quotas quotas;

    @Inject
    private Nodes nodes;

    @Inject
    private DatabaseClock clock;

    @Inject
    private IdempotentAnswers answers;

    public Answer check(Call call, CheckRequest request) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> Answer.of(200, decide(call.tenant(), request)));
    }

    private CheckView decide(TenantId tenant, CheckRequest request) {
        @Nullable Location location = quotas.locateByName(tenant, List.of(request.name())).get(request.name());
        List<NodeRow> rows = location == null ? List.of() : nodes.paths(tenant, List.of(location.quotaId()));
        if (location == null || rows.isEmpty()) {
            return noQuota(request);
        }
        Instant now = clock.now();
        List<Node> path = new Books(rows.stream().map(NodeRow::node).toList()).path(location.quotaId());
        Amount requested = request.requestedValue();
        Amount headroom = Admission.headroom(path);
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
                                new QuotaExceeded(denied, location.quotaId()).detail(),
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
