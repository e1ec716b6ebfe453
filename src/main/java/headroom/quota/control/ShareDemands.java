package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.SharedClock;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.entity.Allocation;
import headroom.quota.rule.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/**
 * What this server has denied for nothing but lack of share: of each job the newest amount, for a minute, unless it was
 * admitted meanwhile. A job that asks again and again wants its amount once. Thread-safe; forgotten with the server, and told
 * again by the next denial.
 */
@ApplicationScoped
public class ShareDemands {
    /** Jobs that are remembered at once, some 15 MB; of more, tenants with many lose some, and less is demanded for them. */
    private static final int MAX_JOBS = 50_000;

    /** How long a denial counts. */
    public static final Duration COUNTED = Duration.ofSeconds(60);

    private final LackingJobs lacking = new LackingJobs(MAX_JOBS, COUNTED);

    @Inject
    private SharedClock clock;

    /** A tenant that shares a resource. */
    public record Sharer(TenantId tenant, String resourceType) {}

    /**
     * Notes a denial, where nothing but share was lacking.
     *
     * @param granted what was given of it all the same
     */
    public void lacked(TenantId tenant, QuotaExceeded exceeded, Amount granted) {
        if (exceeded.lackingShare() != null) {
            Violation root = exceeded.denied().violations().get(0);
            lacking.put(
                    tenant,
                    exceeded.lackingShare(),
                    root.node().name().resourceType(),
                    root.requested().minus(granted),
                    clock.now());
        }
    }

    /** Notes that a job has what it asked for. */
    public void met(TenantId tenant, Allocation allocation) {
        if (!lacking.isEmpty()) {
            lacking.remove(tenant, new JobKey(allocation.quotaId(), allocation.jobId()));
        }
    }

    /** What is lacking now. */
    public Map<Sharer, Amount> sums() {
        return lacking.sums(clock.now());
    }
}
