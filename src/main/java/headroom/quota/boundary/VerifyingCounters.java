package headroom.quota.boundary;

import headroom.kernel.TenantId;
import headroom.platform.Log;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Verification;
import headroom.quota.entity.CountersVerified;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Proves that the counters say what the allocations say (rule Q2), or tells where not. Repairs nothing. */
@Stateless
public class VerifyingCounters {
    private static final Log LOG = Log.of(VerifyingCounters.class);

    @Inject
    private Verification verification;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private Event<CountersVerified> news;

    public Answer verify(Call call) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> Answer.of(200, differences(call.tenant())));
    }

    private VerifyView differences(TenantId tenant) {
        List<VerifyView.Difference> differences = verification.differences(tenant).stream()
                .map(found -> new VerifyView.Difference(
                        found.quotaId(), found.counter(), found.counted(), found.recomputed()))
                .toList();
        if (!differences.isEmpty()) {
            LOG.warning("counters are off", Map.of("tenant", tenant, "differences", differences.size()));
        }
        long quotas = verification.quotas(tenant);
        news.fire(new CountersVerified(
                tenant,
                quotas,
                differences.stream()
                        .map(VerifyView.Difference::quotaId)
                        .distinct()
                        .toList()));
        return new VerifyView(quotas, differences);
    }
}
