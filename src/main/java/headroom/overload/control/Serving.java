package headroom.overload.control;

import headroom.overload.rule.LoadState;
import headroom.overload.rule.Pressure;
import headroom.overload.rule.ShedOptions;
import headroom.platform.DatabaseSetup;
import headroom.platform.Log;
import headroom.platform.Settings;
import headroom.platform.Stopwatch;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** The shedder of this server, as its operator has set it, and what follows from its judgements. Thread-safe. */
@ApplicationScoped
public class Serving {
    private static final int IN_FLIGHT = 400;
    private static final int QUEUE_WAIT_MS = 250;
    private static final int ALL_PERCENT = 100;
    private static final int MOST = 10_000;
    private static final double MS_PER_SECOND = 1e3;

    /** How hard queues press is told at every so many judgements. */
    private static final int PRESSURE_EVERY = 3;

    private static final Log LOG = Log.of(Serving.class);

    @Inject
    private LoadMeter meter;

    @Inject
    private BackpressureHandler backpressure;

    private LoadShedder shedder;
    private LoadState told = LoadState.NORMAL;
    private int turn;

    @PostConstruct
    void begin() {
        ShedOptions options = options();
        Stopwatch watch = Stopwatch.start();
        shedder = new LoadShedder(
                options, (inFlight, seconds) -> meter.measure(options, inFlight, seconds), watch::seconds);
    }

    private static ShedOptions options() {
        String set = Settings.HEADROOM_SHEDDER.value().orElse("on");
        if (!set.equals("on") && !set.equals("off")) {
            throw new IllegalStateException("the setting " + Settings.HEADROOM_SHEDDER + " must be on or off");
        }
        return new ShedOptions(
                set.equals("on"),
                Settings.HEADROOM_SHEDDER_IN_FLIGHT.integer(IN_FLIGHT, 4, MOST),
                Settings.HEADROOM_SHEDDER_QUEUE_WAIT_MS.integer(QUEUE_WAIT_MS, 1, MOST) / MS_PER_SECOND,
                DatabaseSetup.MAX_POOL_SIZE,
                (double) Settings.HEADROOM_SHEDDER_CPU_PERCENT.integer(ALL_PERCENT, 10, ALL_PERCENT) / ALL_PERCENT);
    }

    public LoadShedder shedder() {
        return shedder;
    }

    /** Judges anew where it is time to, and tells of it. Costs a few reads else. */
    public void judge() {
        if (shedder.judge()) {
            follow();
        }
    }

    private synchronized void follow() {
        LoadShedder.Judged judged = shedder.judged();
        if (judged.state() != told) {
            LOG.info(
                    "the load of the server has moved",
                    Map.of(
                            "from",
                            told,
                            "to",
                            judged.state(),
                            "load",
                            judged.load().value()));
            told = judged.state();
        }
        if (++turn % PRESSURE_EVERY == 0) {
            boolean loaded = judged.state().compareTo(LoadState.CRITICAL) >= 0;
            backpressure.queuesStand(meter.pressures(shedder.options()), loaded ? Pressure.SOFT : Pressure.NONE);
        }
    }
}
