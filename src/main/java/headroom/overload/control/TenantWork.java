package headroom.overload.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How much each tenant sends and is let in of one class of requests, and, while the class is cut, what each may still send: the same for all, so
 * that the heaviest are refused first and who sends less than that is not refused at all. In a fixed number of places that
 * tenants are strewn over; two that fall together are taken for one. Counted by many threads without a lock; judged anew by one.
 */
final class TenantWork {
    private static final int PLACES = 2_048;

    /** What work is counted in while it is shared out. */
    private static final int PARTS = 1_024;

    /** A rate forgets half of what was within about this time, in seconds. */
    private static final double MEMORY_SECONDS = 2;

    /** What a tenant has not used of its share it may use later, for so many seconds. */
    private static final double BURST_SECONDS = 0.3;

    /** However heavy others are, a tenant may send so much a second as long as the class is not cut wholly. */
    private static final double LEAST_SHARE = 5;

    /** A share that nobody reaches. */
    private static final int ENOUGH = Integer.MAX_VALUE / 2;

    private final AtomicIntegerArray offered = new AtomicIntegerArray(PLACES);
    private final AtomicIntegerArray admitted = new AtomicIntegerArray(PLACES);
    private final AtomicIntegerArray shares = new AtomicIntegerArray(PLACES);
    private final AtomicReferenceArray<@Nullable String> tenants = new AtomicReferenceArray<>(PLACES);
    private final double[] offeredRates = new double[PLACES];
    private final double[] admittedRates = new double[PLACES];
    private double heaviest;
    private boolean isCut;

    /** A tenant and how much it was let in of late. */
    record Weight(String tenant, double admittedPerSecond, double offeredPerSecond) {}

    /** Takes work of a tenant while nothing is cut. */
    void take(String tenant, int work) {
        int place = place(tenant);
        offered.addAndGet(place, work);
        admitted.addAndGet(place, work);
    }

    /** Takes it while the class is cut; false where the tenant has used up its share. */
    boolean takeShare(String tenant, int work) {
        int place = place(tenant);
        offered.addAndGet(place, work);
        int cost = work * PARTS;
        if (shares.addAndGet(place, -cost) < 0) {
            shares.addAndGet(place, cost);
            return false;
        }
        admitted.addAndGet(place, work);
        return true;
    }

    /** Lets one in that has no share. */
    void admit(String tenant, int work) {
        admitted.addAndGet(place(tenant), work);
    }

    /**
     * Judges anew; by one thread at a time.
     *
     * @param level of what the heaviest tenant sends each may send: 1 all, 0 nothing
     */
    synchronized void judge(double level, double seconds) {
        double keep = Math.exp(-seconds / MEMORY_SECONDS);
        double most = 0;
        for (int place = 0; place < PLACES; place++) {
            int came = offered.get(place) == 0 ? 0 : offered.getAndSet(place, 0);
            if (came == 0 && offeredRates[place] == 0) {
                continue;
            }
            int let = admitted.getAndSet(place, 0);
            offeredRates[place] = decayed(offeredRates[place], came, keep, seconds);
            admittedRates[place] = decayed(admittedRates[place], let, keep, seconds);
            most = Math.max(most, offeredRates[place]);
        }
        heaviest = most;
        share(level, seconds);
    }

    private static double decayed(double rate, int work, double keep, double seconds) {
        double next = rate * keep + work / seconds * (1 - keep);
        return next < 1e-3 ? 0 : next;
    }

    private void share(double level, double seconds) {
        if (level >= 1) {
            isCut = false;
            return;
        }
        double perSecond = level <= 0 ? 0 : Math.max(LEAST_SHARE, heaviest * level);
        int more = parts(perSecond * seconds);
        int most = Math.max(parts(perSecond * BURST_SECONDS), perSecond > 0 ? PARTS : 0);
        for (int place = 0; place < PLACES; place++) {
            int before = isCut ? Math.max(0, shares.get(place)) : most;
            shares.set(place, Math.min(most, before + more));
        }
        isCut = true;
    }

    private static int parts(double work) {
        return (int) Math.min(ENOUGH, Math.ceil(work * PARTS));
    }

    /** The tenants that were let in most of late, the heaviest first. */
    synchronized List<Weight> heaviest(int count) {
        List<Weight> found = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            String tenant = tenants.get(place);
            if (tenant != null && offeredRates[place] > 0) {
                found.add(new Weight(tenant, admittedRates[place], offeredRates[place]));
            }
        }
        found.sort(Comparator.comparingDouble(Weight::offeredPerSecond).reversed());
        return List.copyOf(found.subList(0, Math.min(count, found.size())));
    }

    private int place(String tenant) {
        int hash = tenant.hashCode() * 0x9E3779B9;
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        if (!tenant.equals(tenants.get(place))) {
            tenants.set(place, tenant);
        }
        return place;
    }
}
