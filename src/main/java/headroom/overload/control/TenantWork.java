package headroom.overload.control;

import headroom.overload.rule.WaterLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How much each tenant sends and is let in of one class of requests, and, while the class is cut, what each may still send: the same for all, so
 * that the heaviest are refused first and who sends less than that is not refused at all. Counted by many threads without a lock; judged anew by
 * one.
 */
final class TenantWork {
    private static final int PLACES = TenantPlaces.PLACES;

    /** A rate is a mean over about so many seconds. */
    private static final double MEMORY_SECONDS = 0.5;

    /** A tenant may be ahead of its share by so much time, or by some requests where the share is small. */
    private static final long AHEAD_MICROS = 100_000;

    private static final double REQUESTS_AHEAD = 3;

    /** Below so much a second nobody has a share. */
    private static final double LEAST_LEVEL = 1e-3;

    private static final double MICROS_PER_SECOND = 1e6;

    private final AtomicIntegerArray offered = new AtomicIntegerArray(PLACES);
    private final AtomicIntegerArray admitted = new AtomicIntegerArray(PLACES);
    private final AtomicLongArray paidUntilMicros = new AtomicLongArray(PLACES);
    private final TenantPlaces places;
    private final double[] offeredRates = new double[PLACES];
    private final double[] admittedRates = new double[PLACES];
    private double offeredRate;
    private double lastLevel = 1;
    private volatile double level = Double.POSITIVE_INFINITY;

    /** A tenant and how much it was let in of late. */
    record Weight(String tenant, double admittedPerSecond, double offeredPerSecond) {}

    TenantWork(TenantPlaces places) {
        this.places = places;
    }

    /** Notes work of a tenant that comes, whatever becomes of it; tells the tenant's place. */
    int offer(String tenant, int work) {
        int place = places.of(tenant);
        offered.addAndGet(place, work);
        return place;
    }

    /** Takes work up that was offered. */
    void admit(int place, int work) {
        admitted.addAndGet(place, work);
    }

    /**
     * Whether what was offered is within the tenant's share, while the class is cut: by the generic cell rate algorithm, work moves the time on until
     * which the tenant has had it.
     *
     * @param now seconds of the shedder's watch
     */
    boolean isWithinShare(int place, int work, double now) {
        double perSecond = level;
        if (perSecond <= 0) {
            return false;
        }
        long nowMicros = (long) (now * MICROS_PER_SECOND);
        long ahead = Math.max(AHEAD_MICROS, (long) (REQUESTS_AHEAD * MICROS_PER_SECOND / perSecond));
        while (true) {
            long until = paidUntilMicros.get(place);
            long from = Math.max(until, nowMicros);
            if (from - nowMicros > ahead) {
                return false;
            }
            long paid = from + (long) (work * MICROS_PER_SECOND / perSecond);
            if (paidUntilMicros.compareAndSet(place, until, paid)) {
                return true;
            }
        }
    }

    /** Takes up what was counted in these seconds; by one thread at a time. */
    synchronized void count(double seconds) {
        double keep = Math.exp(-seconds / MEMORY_SECONDS);
        double all = 0;
        for (int place = 0; place < PLACES; place++) {
            int came = offered.get(place) == 0 ? 0 : offered.getAndSet(place, 0);
            if (came == 0 && offeredRates[place] == 0) {
                continue;
            }
            int let = admitted.getAndSet(place, 0);
            offeredRates[place] = decayed(offeredRates[place], came, keep, seconds);
            admittedRates[place] = decayed(admittedRates[place], let, keep, seconds);
            all += offeredRates[place];
        }
        offeredRate = all;
    }

    /** What comes of the class, a second. */
    synchronized double offeredRate() {
        return offeredRate;
    }

    /** Adds what each sends of the class, a second, by place. */
    synchronized void addRates(double[] sums) {
        for (int place = 0; place < PLACES; place++) {
            sums[place] += offeredRates[place];
        }
    }

    private static double decayed(double rate, int work, double keep, double seconds) {
        double next = rate * keep + work / seconds * (1 - keep);
        return next < 1e-3 ? 0 : next;
    }

    /**
     * Shares out what may come in of the class a second; infinite where it is not cut.
     *
     * @param now seconds of the shedder's watch
     */
    synchronized void share(double allowed, double now) {
        double shared = allowed >= offeredRate
                ? Double.POSITIVE_INFINITY
                : WaterLevel.of(
                        Arrays.stream(offeredRates).filter(rate -> rate > 0).toArray(), allowed);
        double before = lastLevel;
        level = shared < LEAST_LEVEL ? 0 : shared;
        if (level > 0 && level < Double.POSITIVE_INFINITY) {
            lastLevel = level;
            repay(before / level, (long) (now * MICROS_PER_SECOND));
        }
    }

    /** How far a tenant is ahead is work, and was told in time at another level: at a higher one the same work is less time. */
    private void repay(double times, long nowMicros) {
        for (int place = 0; place < PLACES; place++) {
            long until = paidUntilMicros.get(place);
            if (until > nowMicros) {
                // Who moves it meanwhile does so by the new level; it is scaled with the next change.
                paidUntilMicros.compareAndSet(place, until, nowMicros + (long) ((until - nowMicros) * times));
            }
        }
    }

    /** The tenants that were let in most of late, the heaviest first. */
    synchronized List<Weight> heaviest(int count) {
        List<Weight> found = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            String tenant = places.at(place);
            if (tenant != null && offeredRates[place] > 0) {
                found.add(new Weight(tenant, admittedRates[place], offeredRates[place]));
            }
        }
        found.sort(Comparator.comparingDouble(Weight::offeredPerSecond).reversed());
        return List.copyOf(found.subList(0, Math.min(count, found.size())));
    }
}
