package headroom.breaker.rule;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A simulated outage of a service that 40 callers call, and the breaker that is to bear it. Times are milliseconds since the
 * begin.
 *
 * @param name one line
 * @param what what is wrong with the service, one line
 * @param configuration what is not the default, one line
 * @param illFrom when it begins
 * @param wellFrom when the service is well again
 * @param lasts when the simulation ends
 */
record Outage(
        String name,
        String what,
        String configuration,
        Calls calls,
        long illFrom,
        long wellFrom,
        long lasts,
        Behaviour ill,
        int loudCaller) {
    static final int CALLERS = 40;
    static final int NOBODY = -1;

    /** How a call of an ill service ends. */
    interface Behaviour {
        Ending of(long time, int caller, SplittableRandom random);
    }

    record Ending(Result result, long durationMs) {}

    private static final long WELL_FOR = 60_000;
    private static final long ILL_FOR = 120_000;
    private static final long END = 240_000;

    /** A well service: 1 % of its calls fail, the others take 20 to 80 ms. */
    static Ending well(SplittableRandom random) {
        return failing(0.01, random);
    }

    boolean isIll() {
        return illFrom < wellFrom;
    }

    Ending ending(long time, int caller, SplittableRandom random) {
        return time >= illFrom && time < wellFrom ? ill.of(time, caller, random) : well(random);
    }

    private static Ending failing(double share, SplittableRandom random) {
        Result result = random.nextDouble() < share ? Result.FAILURE : Result.SUCCESS;
        return new Ending(result, random.nextLong(20, 81));
    }

    private static Ending slow(double share, SplittableRandom random) {
        return random.nextDouble() < share ? new Ending(Result.SUCCESS, random.nextLong(2_000, 3_001)) : well(random);
    }

    private static Ending flapping(long time, SplittableRandom random) {
        return (time - WELL_FOR) / 20_000 % 2 == 0 ? failing(1, random) : well(random);
    }

    private static Ending sickCaller(int caller, SplittableRandom random) {
        return caller == 0 ? new Ending(Result.FAILURE, 1) : well(random);
    }

    private static Outage of(String name, String what, String configuration, Calls calls, Behaviour ill) {
        return new Outage(name, what, configuration, calls, WELL_FOR, WELL_FOR + ILL_FOR, END, ill, NOBODY);
    }

    /** The defaults of the product, with a threshold for slow calls that is met here. */
    private static Calls defaults() {
        Calls calls = Calls.small()
                .minimum(100)
                .count(100)
                .probes(10)
                .halfOpenMs(300_000)
                .delay(60_000, "1", 3_600_000);
        calls.slowMs = 2_000;
        return calls;
    }

    private static Outage lasting(Outage outage, long wellFrom, int loudCaller) {
        return new Outage(
                outage.name,
                outage.what,
                outage.configuration,
                outage.calls,
                outage.illFrom,
                wellFrom,
                outage.lasts,
                outage.ill,
                loudCaller);
    }

    static List<Outage> all() {
        return List.of(
                lasting(
                        of("healthy", "nothing", "default", defaults(), (time, caller, random) -> well(random)),
                        WELL_FOR,
                        NOBODY),
                of(
                        "down",
                        "every call fails at once",
                        "default",
                        defaults(),
                        (time, caller, random) -> failing(1, random)),
                of(
                        "down, found out sooner",
                        "every call fails at once",
                        "consecutive_failures 20, open_delay_ms 10000",
                        defaults().inARow(20).delay(10_000, "1", 3_600_000),
                        (time, caller, random) -> failing(1, random)),
                of(
                        "hanging",
                        "every call fails after 30 s",
                        "default",
                        defaults(),
                        (time, caller, random) -> new Ending(Result.FAILURE, 30_000)),
                of(
                        "hanging, found out sooner",
                        "every call fails after 30 s",
                        "consecutive_failures 20",
                        defaults().inARow(20),
                        (time, caller, random) -> new Ending(Result.FAILURE, 30_000)),
                lasting(
                        of(
                                "a blip of 3 s",
                                "every call fails at once",
                                "default",
                                defaults(),
                                (time, caller, random) -> failing(1, random)),
                        WELL_FOR + 3_000,
                        NOBODY),
                of(
                        "slow",
                        "every call takes 2 to 3 s",
                        "default",
                        defaults(),
                        (time, caller, random) -> slow(1, random)),
                of(
                        "mostly slow",
                        "80 % of calls take 2 to 3 s",
                        "default",
                        defaults(),
                        (time, caller, random) -> slow(0.8, random)),
                of(
                        "mostly slow, told to mind",
                        "80 % of calls take 2 to 3 s",
                        "slow_call_rate_percent 50",
                        defaults().slow("50"),
                        (time, caller, random) -> slow(0.8, random)),
                of(
                        "failing in part, 30 %",
                        "30 % of calls fail", "default", defaults(), (time, caller, random) -> failing(0.3, random)),
                of(
                        "failing in part, 60 %",
                        "60 % of calls fail",
                        "open_delay_ms 10000",
                        defaults().delay(10_000, "1", 60_000),
                        (time, caller, random) -> failing(0.6, random)),
                of(
                        "failing in part, 60 %, with patience",
                        "60 % of calls fail",
                        "open_delay_ms 10000, open_delay_factor 2, open_delay_max_ms 60000",
                        defaults().delay(10_000, "2", 60_000),
                        (time, caller, random) -> failing(0.6, random)),
                of(
                        "flapping",
                        "20 s down, 20 s up",
                        "open_delay_ms 5000",
                        defaults().delay(5_000, "1", 60_000),
                        (time, caller, random) -> flapping(time, random)),
                of(
                        "flapping, with patience",
                        "20 s down, 20 s up",
                        "open_delay_ms 5000, open_delay_factor 2, open_delay_max_ms 60000",
                        defaults().delay(5_000, "2", 60_000),
                        (time, caller, random) -> flapping(time, random)),
                of(
                        "flapping, with patience and a window by time",
                        "20 s down, 20 s up",
                        "open_delay_ms 5000, open_delay_factor 2, open_delay_max_ms 60000, window_type time, window_size 30",
                        defaults().time(30).delay(5_000, "2", 60_000),
                        (time, caller, random) -> flapping(time, random)),
                lasting(
                        of(
                                "one sick caller",
                                "one of the callers fails by itself, at once, and calls again after 5 ms",
                                "default",
                                defaults(),
                                (time, caller, random) -> sickCaller(caller, random)),
                        WELL_FOR + ILL_FOR,
                        0),
                lasting(
                        of(
                                "one sick caller, outvoted",
                                "one of the callers fails by itself, at once, and calls again after 5 ms",
                                "quorum_callers 3",
                                defaults().quorum(3),
                                (time, caller, random) -> sickCaller(caller, random)),
                        WELL_FOR + ILL_FOR,
                        0),
                of(
                        "down, with a quorum",
                        "every call fails at once",
                        "quorum_callers 3",
                        defaults().quorum(3),
                        (time, caller, random) -> failing(1, random)));
    }
}
