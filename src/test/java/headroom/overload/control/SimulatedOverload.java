package headroom.overload.control;

import headroom.overload.rule.Load;
import headroom.overload.rule.LoadState;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.ShedOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A server that can serve a thousand units of work a second, one after the other, and tenants that send more than that for a while. Time goes in
 * steps of a millisecond; arrivals are random, from a seed.
 *
 * @param from when the overload begins, in seconds
 * @param to when it ends
 * @param lasts when the simulation ends
 * @param pauses how long of each second of the overload nothing gets done, in seconds: a collection, a slow disk
 */
record SimulatedOverload(
        String name, List<Stream> usual, List<Stream> overload, int from, int to, int lasts, double pauses) {
    static final double CAPACITY = 1_000;

    private static final ShedOptions OPTIONS = new ShedOptions(true, 100, 1, 1_000, 1);
    private static final double STEP = 0.001;

    /** What one tenant sends of a class, in requests a second. */
    record Stream(String tenant, RequestClass requested, double perSecond) {
        String label() {
            return tenant + " " + requested.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A move of the state. */
    record Move(double at, LoadState to) {}

    /** What became of a stream during the overload. */
    static final class Fate {
        long offered;
        long refused;
        long offeredAfter;
        long refusedAfter;
    }

    /** What came of it. */
    record Result(Map<String, Fate> fates, List<Move> moves, double servedPerSecond, int mostInFlight) {}

    private static final class Run {
        double now;
        double budget;
        final Deque<Stream> queue = new ArrayDeque<>();
    }

    Result run(boolean sheds) {
        Run run = new Run();
        SplittableRandom random = new SplittableRandom(42);
        ShedOptions options = sheds ? OPTIONS : new ShedOptions(false, OPTIONS.inFlight(), 1, OPTIONS.connections(), 1);
        LoadShedder shedder = new LoadShedder(
                options,
                (inFlight, seconds) -> new Load(0, (double) inFlight / options.inFlight(), 0, 0),
                () -> run.now);
        Map<String, Fate> fates = new LinkedHashMap<>();
        List<Move> moves = new ArrayList<>();
        LoadState state = LoadState.NORMAL;
        long served = 0;
        int most = 0;
        for (int step = 0; step * STEP < lasts; step++) {
            run.now = step * STEP;
            boolean overloaded = run.now >= from && run.now < to;
            for (Stream stream : overloaded ? overload : usual) {
                for (int arrivals = arrivals(stream, random); arrivals > 0; arrivals--) {
                    arrive(run, shedder, stream, fates.computeIfAbsent(stream.label(), anew -> new Fate()), overloaded);
                }
            }
            most = Math.max(most, run.queue.size());
            run.budget += overloaded && run.now % 1 < pauses ? 0 : CAPACITY * STEP;
            for (; run.budget >= 1 && !run.queue.isEmpty(); run.budget--) {
                run.queue.poll();
                shedder.end(1);
                served += overloaded ? 1 : 0;
            }
            run.budget = Math.min(run.budget, 1);
            if (shedder.judged().state() != state) {
                state = shedder.judged().state();
                moves.add(new Move(run.now, state));
            }
        }
        return new Result(fates, moves, served / (double) (to - from), most);
    }

    private void arrive(Run run, LoadShedder shedder, Stream stream, Fate fate, boolean overloaded) {
        shedder.judge();
        RequestClass requested = stream.requested();
        boolean cut = shedder.isCut(requested);
        boolean refused = cut && !shedder.admits(requested, stream.tenant(), 1);
        if (!refused) {
            if (!cut) {
                shedder.took(requested, stream.tenant(), 1);
            }
            shedder.begin(requested);
            run.queue.add(stream);
        }
        if (overloaded) {
            fate.offered++;
            fate.refused += refused ? 1 : 0;
        } else if (run.now >= to + 15) {
            fate.offeredAfter++;
            fate.refusedAfter += refused ? 1 : 0;
        }
    }

    private static int arrivals(Stream stream, SplittableRandom random) {
        double expected = stream.perSecond() * STEP;
        int whole = (int) expected;
        return whole + (random.nextDouble() < expected - whole ? 1 : 0);
    }
}
