package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.control.Allocations.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that lack a share, each with the newest amount that it asked for, for a while. Of more than there is room for, those that
 * have been silent longest are forgotten, and only of tenants that have more than their part of the room: a tenant with at most
 * that many loses none to others, however many those have. Thread-safe.
 */
final class LackingJobs {
    private final int room;
    private final Duration counted;
    private final ConcurrentHashMap<TenantId, OfTenant> tenants = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * Makes room for them.
     *
     * @param room jobs at once, of all tenants
     * @param counted how long each counts
     */
    LackingJobs(int room, Duration counted) {
        this.room = room;
        this.counted = counted;
    }

    private record Lack(String resourceType, Amount amount, Instant at) {}

    /** The jobs of a tenant, the longest silent first. Only within what the map computes for its key. */
    private static final class OfTenant {
        private final Map<JobKey, Lack> lacks = new LinkedHashMap<>();
        /** Read by whoever looks for somebody with too many. */
        private volatile int count;

        /** Tells by how many there are more. */
        int put(JobKey job, Lack lack) {
            lacks.remove(job);
            lacks.put(job, lack);
            return counted();
        }

        int remove(JobKey job) {
            lacks.remove(job);
            return counted();
        }

        int removeOldest() {
            Iterator<JobKey> oldest = lacks.keySet().iterator();
            if (oldest.hasNext()) {
                oldest.next();
                oldest.remove();
            }
            return counted();
        }

        int removeUntil(Instant end) {
            Iterator<Lack> oldest = lacks.values().iterator();
            while (oldest.hasNext() && !oldest.next().at().isAfter(end)) {
                oldest.remove();
            }
            return counted();
        }

        private int counted() {
            int more = lacks.size() - count;
            count = lacks.size();
            return more;
        }
    }

    private interface Step {
        int take(OfTenant jobs);
    }

    boolean isEmpty() {
        return size.get() == 0;
    }

    /** Notes a job that lacks this much. */
    void put(TenantId tenant, JobKey job, String resourceType, Amount amount, Instant now) {
        Lack lack = new Lack(resourceType, amount, now);
        tenants.compute(tenant, (same, known) -> {
            OfTenant jobs = known == null ? new OfTenant() : known;
            return after(jobs, jobs.put(job, lack));
        });
        while (size.get() > room && makesRoom(tenant)) {
            // Others may have come meanwhile.
        }
    }

    /** Notes that a job lacks nothing any more. */
    void remove(TenantId tenant, JobKey job) {
        step(tenant, jobs -> jobs.remove(job));
    }

    /** What is lacking now, by tenant and resource. */
    Map<ShareDemands.Sharer, Amount> sums(Instant now) {
        Map<ShareDemands.Sharer, Amount> sums = new HashMap<>();
        for (TenantId tenant : tenants.keySet()) {
            step(tenant, jobs -> {
                int more = jobs.removeUntil(now.minus(counted));
                jobs.lacks
                        .values()
                        .forEach(lack -> sums.merge(
                                new ShareDemands.Sharer(tenant, lack.resourceType()),
                                lack.amount(),
                                (some, others) -> some.plus(others).min(Amount.MAX_INPUT)));
                return more;
            });
        }
        return sums;
    }

    /** Who is above its part gives way, the newest comer first; there always is one while there are too many. */
    private boolean makesRoom(TenantId newest) {
        int part = room / Math.max(1, tenants.size());
        return gaveWay(newest, tenants.get(newest), part)
                || tenants.entrySet().stream().anyMatch(other -> gaveWay(other.getKey(), other.getValue(), part));
    }

    private boolean gaveWay(TenantId tenant, @Nullable OfTenant jobs, int part) {
        if (jobs == null || jobs.count <= part) {
            return false;
        }
        step(tenant, OfTenant::removeOldest);
        return true;
    }

    private void step(TenantId tenant, Step step) {
        tenants.computeIfPresent(tenant, (same, jobs) -> after(jobs, step.take(jobs)));
    }

    /** Forgets a tenant without jobs, so that the others' parts are larger. */
    private @Nullable OfTenant after(OfTenant jobs, int more) {
        size.addAndGet(more);
        return jobs.count == 0 ? null : jobs;
    }
}
