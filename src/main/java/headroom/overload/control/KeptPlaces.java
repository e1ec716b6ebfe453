package headroom.overload.control;

import headroom.overload.rule.WaterLevel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The last places of a server that is nearly full are kept for tenants who send little: less than would be left to them if half of all that comes, of whatever
 * class, had to be refused. So what a heavy tenant sends at once, while the server pauses, does not shut the others out. Between two judgements nobody takes
 * more than half of them or twice what he sends else: who begins to send without measure is known as heavy only after the next one. By the same
 * places as {@link TenantWork}. Taken by many threads without a lock; judged anew by one.
 */
final class KeptPlaces {
    private static final double PART_THAT_FITS = 0.5;

    private static final double TIMES_AS_USUAL = 2;

    private final int half;
    private final AtomicIntegerArray taken = new AtomicIntegerArray(TenantPlaces.PLACES);
    private volatile Seen seen = new Seen(new double[TenantPlaces.PLACES], 0);

    /** What each sends of all classes, a second, and from what on that is much. Not changed any more. */
    private static final class Seen {
        private final double[] rates;
        private final double level;

        Seen(double[] rates, double level) {
            this.rates = rates;
            this.level = level;
        }
    }

    /**
     * Places that nobody has taken.
     *
     * @param kept how many, at least 0
     */
    KeptPlaces(int kept) {
        half = (kept + 1) / 2;
    }

    /**
     * Says what each sends of late; by one thread at a time.
     *
     * @param rates by place, a second; not to be changed any more
     */
    void judge(double[] rates) {
        double[] sending = Arrays.stream(rates).filter(rate -> rate > 0).toArray();
        double all = Arrays.stream(sending).sum();
        seen = new Seen(rates, WaterLevel.of(sending, all * PART_THAT_FITS));
        for (int place = 0; place < TenantPlaces.PLACES; place++) {
            if (taken.get(place) != 0) {
                taken.set(place, 0);
            }
        }
    }

    /** Whether the tenant at this one of the {@link TenantPlaces} gets one of them. */
    boolean take(int place) {
        Seen now = seen;
        double rate = now.rates[place];
        return rate <= now.level
                && taken.incrementAndGet(place) <= Math.max(half, rate * LoadShedder.TICK_SECONDS * TIMES_AS_USUAL);
    }
}
