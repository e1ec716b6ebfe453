package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.rule.Decision;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The refusal of a request that does not fit (rule Q8).
 *
 * @param denied with every violation
 * @param quotaId where it was asked for
 * @param retryAt when enough will be free as far as is known; null when nothing is
 * @param lackingShare the job whose request lacked nothing but the pool's share; null where there was no job, or more amiss
 */
public record QuotaExceeded(
        Decision.Denied denied,
        UUID quotaId,
        @Nullable Instant retryAt,
        @Nullable JobKey lackingShare) implements Refusal {
    public QuotaExceeded(Decision.Denied denied, UUID quotaId) {
        this(denied, quotaId, null, null);
    }

    /** The refusal of a job's request. */
    static QuotaExceeded of(Decision.Denied denied, JobKey job) {
        return new QuotaExceeded(denied, job.quotaId(), null, denied.isForShareAlone() ? job : null);
    }

    public QuotaExceeded withRetryAt(@Nullable Instant instant) {
        return new QuotaExceeded(denied, quotaId, instant, lackingShare);
    }

    @Override
    public Kind kind() {
        return Kind.QUOTA_EXCEEDED;
    }

    @Override
    public String detail() {
        return denied.violations().stream()
                .map(violation -> violation.node().name() + " lacks " + violation.shortfall())
                .collect(Collectors.joining("; "));
    }
}
