package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.Quotas.Location;
import headroom.quota.rule.AllocationState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Admits a request for an amount and charges it, in one transaction (rule Q8); denied, nothing is written. */
@Stateless
public class AllocatingQuota {
    @Inject
    private QuotaLocator locator;

    @Inject
    private Ledgers ledgers;

    @Inject
    private IdempotentAnswers answers;

    /** Decides one request; the answer to it is made, and where it has a key kept, in the same transaction. */
    public Answer allocate(Call call, AllocateRequest request, Function<Outcome<Ledger.Admission>, Answer> answering) {
        return answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(decide(call.tenant(), request)));
    }

    private Outcome<Ledger.Admission> decide(TenantId tenant, AllocateRequest request) {
        QuotaReference reference = request.quota();
        @Nullable Location location = locator.locate(tenant, List.of(reference)).get(reference);
        if (location == null) {
            return Outcome.refused(QuotaLocator.notFound(reference));
        }
        Ledger ledger = ledgers.open(tenant, List.of(location));
        ledgers.readLiveJobs(ledger, List.of(new JobKey(location.quotaId(), request.jobId())));
        Ledger.Request wanted = request(request, location);
        Outcome<Ledger.Admission> outcome = ledger.allocate(wanted);
        if (isExceeded(outcome) && ledgers.expireDue(ledger) > 0) {
            outcome = ledger.allocate(wanted);
        }
        ledgers.save(ledger);
        return outcome.fold(
                Outcome::done,
                refusal -> Outcome.refused(
                        refusal instanceof QuotaExceeded exceeded ? ledgers.withRetryAt(ledger, exceeded) : refusal));
    }

    static boolean isExceeded(Outcome<?> outcome) {
        return outcome.<Boolean>fold(done -> false, refusal -> refusal instanceof QuotaExceeded);
    }

    static Ledger.Request request(AllocateRequest request, Location location) {
        return new Ledger.Request(
                location.quotaId(),
                request.jobId(),
                request.requestedValue(),
                request.state() == null ? AllocationState.ACTIVE : request.state(),
                request.expiresIn(),
                request.metadata() == null ? null : request.metadata().json());
    }
}
