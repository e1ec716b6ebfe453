package headroom.quota.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.entity.Allocation;
import headroom.quota.rule.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What this server has denied for nothing but lack of share: of each job the newest amount, for a minute, unless it was
 * admitted meanwhile. A job that asks again and again wants its amount once. Thread-safe; forgotten with the server, and told
 * again by the next denial.
 */
@ApplicationScoped
public class ShareDemands {
    /** Jobs that are remembered at once; of more the longest silent are forgotten, and less is demanded for them. */
    private static final int MAX_JOBS = 50_000;

    /** How long a denial counts. */
    public static final Duration COUNTED = Duration.ofSeconds(60);

    private final Cache<Lack, Amount> lacks = Caffeine.newBuilder()
            .maximumSize(MAX_JOBS)
            .expireAfterWrite(COUNTED)
            .build();

    private record Lack(Sharer sharer, JobKey job) {}

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
            Sharer sharer = new Sharer(tenant, root.node().name().resourceType());
            lacks.put(
                    new Lack(sharer, exceeded.lackingShare()), root.requested().minus(granted));
        }
    }

    /** Notes that a job has what it asked for. */
    public void met(TenantId tenant, String resourceType, Allocation allocation) {
        if (lacks.estimatedSize() > 0) {
            lacks.invalidate(
                    new Lack(new Sharer(tenant, resourceType), new JobKey(allocation.quotaId(), allocation.jobId())));
        }
    }

    /** What is lacking now. */
    public Map<Sharer, Amount> sums() {
        Map<Sharer, Amount> sums = new HashMap<>();
        lacks.cleanUp();
        lacks.asMap()
                .forEach((lack, amount) -> sums.merge(
                        lack.sharer(), amount, (some, more) -> some.plus(more).min(Amount.MAX_INPUT)));
        return sums;
    }
}
