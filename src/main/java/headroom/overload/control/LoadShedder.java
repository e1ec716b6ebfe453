package headroom.overload.control;

import headroom.overload.rule.Allowance;
import headroom.overload.rule.Load;
import headroom.overload.rule.LoadStanding;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.ShedOptions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Decides which requests this server takes up. Judged anew ten times a second by whichever request comes next, so that it needs no thread that
 * an overload could keep from it; between two judgements a decision is a few reads. State and what each
 * tenant may send are those of this server alone. Thread-safe, without a lock that requests wait for.
 */
public final class LoadShedder {
    /** Seconds between two judgements. */
    static final double TICK_SECONDS = 0.1;

    /** What gets done is a mean over about so many seconds. */
    private static final double DONE_MEMORY_SECONDS = 0.5;

    /** Of a class that is cut wholly one in so many is kept, but for an emergency. */
    static final int KEPT_ONE_IN = 100;

    private final ShedOptions options;
    private final Meter meter;
    private final DoubleSupplier watch;
    private final Map<RequestClass, Counts> counts = new EnumMap<>(RequestClass.class);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final TenantPlaces places = new TenantPlaces();
    private final KeptPlaces kept;
    private final LongAdder done = new LongAdder();
    private final AtomicBoolean judging = new AtomicBoolean();
    private double doneRate;
    private volatile double judgedAt;
    private volatile Judged judged;

    private static final class Counts {
        private final TenantWork work;
        private final LongAdder admitted = new LongAdder();
        private final LongAdder shed = new LongAdder();
        private final AtomicInteger turnedAway = new AtomicInteger();

        Counts(TenantPlaces places) {
            work = new TenantWork(places);
        }
    }

    /** Measures the load. Used by one thread at a time. */
    @FunctionalInterface
    public interface Meter {
        /** The load with so many requests under way, so many seconds after it was measured before. */
        Load measure(int inFlight, double seconds);
    }

    /** What was judged last. */
    public record Judged(Load load, LoadStanding standing, Allowance allowance) {
        public LoadState state() {
            return standing.state();
        }
    }

    /** A tenant and how much of a class it sends, in units of work a second. */
    public record Heavy(RequestClass requestClass, String tenant, double admitted, double offered) {}

    /**
     * A shedder of a server that begins.
     *
     * @param watch seconds since whenever
     */
    public LoadShedder(ShedOptions options, Meter meter, DoubleSupplier watch) {
        this.options = options;
        this.meter = meter;
        this.watch = watch;
        kept = new KeptPlaces(options.mostInFlight() - options.mostOfHeavy());
        for (RequestClass requested : RequestClass.values()) {
            counts.put(requested, new Counts(places));
        }
        judgedAt = watch.getAsDouble();
        judged = new Judged(Load.NONE, LoadStanding.begin(judgedAt), Allowance.ALL);
    }

    public ShedOptions options() {
        return options;
    }

    /** Judges anew where it is time to; true for who did. */
    public boolean judge() {
        double now = watch.getAsDouble();
        if (now - judgedAt < TICK_SECONDS || !judging.compareAndSet(false, true)) {
            return false;
        }
        try {
            double seconds = now - judgedAt;
            if (seconds < TICK_SECONDS) {
                return false;
            }
            Judged before = judged;
            Load load = meter.measure(inFlight.get(), seconds);
            // While no request came none was judged by; what the load is now it was then.
            LoadStanding standing = before.standing()
                    .after(load.value(), judgedAt + TICK_SECONDS)
                    .after(load.value(), now);
            judged = new Judged(load, standing, share(load, standing.state(), seconds, now));
            judgedAt = now;
            return true;
        } finally {
            judging.set(false);
        }
    }

    private Allowance share(Load load, LoadState state, double seconds, double now) {
        double keep = Math.exp(-seconds / DONE_MEMORY_SECONDS);
        doneRate = doneRate * keep + done.sumThenReset() / seconds * (1 - keep);
        Map<RequestClass, Double> offered = new EnumMap<>(RequestClass.class);
        counts.forEach((requested, counted) -> {
            counted.work.count(seconds);
            offered.put(requested, counted.work.offeredRate());
        });
        double[] rates = new double[TenantPlaces.PLACES];
        counts.values().forEach(counted -> counted.work.addRates(rates));
        kept.judge(rates);
        places.turn();
        Allowance allowance =
                options.isOn() ? Allowance.at(load, state, options.inFlight(), doneRate, offered) : Allowance.ALL;
        counts.forEach((requested, counted) -> counted.work.share(allowance.of(requested), now));
        return allowance;
    }

    /** What was judged last. */
    public Judged judged() {
        return judged;
    }

    /** Whether requests of this class may be refused now, and it matters whose they are. */
    public boolean isCut(RequestClass requested) {
        return options.isOn()
                && requested != RequestClass.CRITICAL_PLUS
                && (judged.allowance().isCut(requested) || inFlight.get() >= options.mostOfHeavy());
    }

    /**
     * Whether a request of a class that is cut is taken up after all. Counts it as the tenant's, and where it is refused also as that.
     *
     * @param work how much it is, at least 1
     */
    public boolean admits(RequestClass requested, String tenant, int work) {
        Counts counted = counts(requested);
        int place = counted.work.offer(tenant, work);
        if (hasPlace(place) && isServed(requested, counted, place, work)) {
            counted.work.admit(place, work);
            return true;
        }
        counted.shed.increment();
        return false;
    }

    private boolean hasPlace(int place) {
        int underWay = inFlight.get();
        return underWay < options.mostInFlight() && (underWay < options.mostOfHeavy() || kept.take(place));
    }

    private boolean isServed(RequestClass requested, Counts counted, int place, int work) {
        Judged now = judged;
        if (!now.allowance().isCut(requested) || counted.work.isWithinShare(place, work, watch.getAsDouble())) {
            return true;
        }
        return now.state() != LoadState.EMERGENCY
                && counted.turnedAway.updateAndGet(count -> (count + 1) % KEPT_ONE_IN) == 0;
    }

    /** Notes work that was taken up without a question. */
    public void took(RequestClass requested, String tenant, int work) {
        TenantWork of = counts(requested).work;
        of.admit(of.offer(tenant, work), work);
    }

    /** A request begins. */
    public void begin(RequestClass requested) {
        inFlight.incrementAndGet();
        counts(requested).admitted.increment();
    }

    /** It ends, or goes on without a thread; so much work it was. */
    public void end(int work) {
        inFlight.decrementAndGet();
        done.add(work);
    }

    public int inFlight() {
        return inFlight.get();
    }

    /** Requests of a class that were taken up since the start. */
    public long admitted(RequestClass requested) {
        return counts(requested).admitted.sum();
    }

    /** Those that were refused. */
    public long shed(RequestClass requested) {
        return counts(requested).shed.sum();
    }

    /** Who sends most of a class. */
    public List<Heavy> heaviest(RequestClass requested, int count) {
        return counts(requested).work.heaviest(count).stream()
                .map(weight ->
                        new Heavy(requested, weight.tenant(), weight.admittedPerSecond(), weight.offeredPerSecond()))
                .toList();
    }

    private Counts counts(RequestClass requested) {
        return Objects.requireNonNull(counts.get(requested));
    }
}
