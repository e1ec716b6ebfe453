package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.entity.Allocation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs hold a live allocation (rule A1), as far as a ledger knows: from what it opened and ended itself, and from
 * what it has looked at. Not thread-safe.
 */
final class LiveJobs {
    private final Map<JobKey, Allocation> live = new HashMap<>();
    private final Set<JobKey> unseen = new HashSet<>();

    Optional<Allocation> find(JobKey job) {
        return Optional.ofNullable(live.get(job));
    }

    /** Why the job may not allocate again, where it may not. */
    Optional<Refusal> refusal(JobKey job) {
        return find(job)
                .map(first -> Refusal.of(
                        Refusal.Kind.ALREADY_EXISTS,
                        "the job holds a live allocation of this quota already: " + first.id(),
                        Map.of("allocation_id", first.id())));
    }

    void add(Allocation allocation) {
        live.put(job(allocation), allocation);
    }

    void remove(Allocation allocation) {
        live.remove(job(allocation));
    }

    /** Jobs that will be asked for. */
    void expect(Collection<JobKey> jobs) {
        unseen.addAll(jobs);
    }

    /** The jobs that nobody has looked at; from now on somebody has. */
    Set<JobKey> takeUnseen() {
        Set<JobKey> jobs = Set.copyOf(unseen);
        unseen.clear();
        return jobs;
    }

    private static JobKey job(Allocation allocation) {
        return new JobKey(allocation.quotaId(), allocation.jobId());
    }
}
