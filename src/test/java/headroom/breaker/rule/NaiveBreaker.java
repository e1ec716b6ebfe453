package headroom.breaker.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The slow, obvious twin: keeps every single call for ever, and looks at all of them each time. */
final class NaiveBreaker {
    /** One probe: null result while it is under way. */
    private record Probe(Instant over, @Nullable String ended, boolean slow) {}

    final List<HeardCall> calls = new ArrayList<>();
    final List<String> causes = new ArrayList<>();
    private final Map<Long, Probe> probes = new TreeMap<>();
    String mode = "AUTO";
    String state = "CLOSED";

    @Nullable Instant until;

    Instant since = Calls.START;

    @Nullable Instant openUntil;

    int openings;
    long generation;
    long era;
    private long lastProbe;

    void tick(Configuration c, Instant now) {
        if (until != null && !now.isBefore(until)) {
            endMode(now);
        }
        probes.entrySet()
                .removeIf(p ->
                        p.getValue().ended() == null && !p.getValue().over().isAfter(now));
        decideOnProbes(c, now);
        boolean frozen = mode.equals("FORCED_OPEN");
        if (state.equals("CLOSED")) {
            calm(c, now);
        } else if (state.equals("OPEN") && !frozen && openUntil != null && !openUntil.isAfter(now)) {
            go("DELAY_OVER", "HALF_OPEN", now);
        } else if (state.equals("HALF_OPEN")
                && !frozen
                && !since.plusMillis(c.halfOpenMaxMs()).isAfter(now)) {
            open(c, "HALF_OPEN_TOO_LONG", now);
        }
    }

    /** The number of a probe, 0 for a plain yes, -1 for a no. */
    long permit(Configuration c, Instant now) {
        tick(c, now);
        if (mode.equals("FORCED_OPEN")) {
            return -1;
        }
        if (state.equals("HALF_OPEN")
                && probes.values().stream().filter(p -> !"i".equals(p.ended())).count() < c.halfOpenCalls()) {
            Instant over = now.plusMillis(Math.max(30_000, 2 * c.slowCallMs()));
            Instant limit = since.plusMillis(c.halfOpenMaxMs());
            probes.put(++lastProbe, new Probe(over.isAfter(limit) ? limit : over, null, false));
            return lastProbe;
        }
        return state.equals("CLOSED") || mode.equals("FORCED_CLOSED") ? 0 : -1;
    }

    void end(Configuration c, long ofEra, long number, Result result, boolean slow, Instant now) {
        tick(c, now);
        Probe probe = probes.get(number);
        if (ofEra != era || probe == null || probe.ended() != null) {
            return;
        }
        String how = result == Result.SUCCESS ? "s" : result == Result.FAILURE ? "f" : "i";
        probes.put(number, new Probe(probe.over(), how, slow));
        decideOnProbes(c, now);
    }

    void deliver(Configuration c, Predicate<HeardCall> which, Instant now) {
        tick(c, now);
        if (mode.equals("DISABLED")) {
            return;
        }
        calls.stream().filter(call -> call.era == era).filter(which).forEach(call -> call.delivered = true);
        if (!state.equals("CLOSED") || mode.equals("METRICS_ONLY")) {
            return;
        }
        List<HeardCall> window = window(c, now);
        if (window.size() >= c.minimumCalls()) {
            if (ill(window, c, c.failureRatePercent(), call -> call.failed)) {
                open(c, "FAILURE_RATE", now);
                return;
            }
            if (ill(window, c, c.slowCallRatePercent(), call -> call.slow)) {
                open(c, "SLOW_CALL_RATE", now);
                return;
            }
        }
        if (isRow(c)) {
            open(c, "CONSECUTIVE_FAILURES", now);
            return;
        }
        calm(c, now);
    }

    private static boolean ill(List<HeardCall> window, Configuration c, BigDecimal percent, Predicate<HeardCall> bad) {
        if (!rate(window, percent, bad)) {
            return false;
        }
        Map<String, List<HeardCall>> byCaller = new HashMap<>();
        window.forEach(call ->
                byCaller.computeIfAbsent(call.caller, name -> new ArrayList<>()).add(call));
        long seen = byCaller.values().stream()
                .filter(own -> rate(own, percent, bad))
                .count();
        List<HeardCall> rest = new ArrayList<>(window);
        for (int worse = 1; worse < c.quorumCallers() && !byCaller.isEmpty(); worse++) {
            String worst = byCaller.keySet().stream()
                    .min(Comparator.comparing((String name) ->
                            byCaller.get(name).stream().filter(bad).count() * -1_000_000
                                    + byCaller.get(name).size()))
                    .orElseThrow();
            rest.removeAll(byCaller.remove(worst));
        }
        return c.quorumCallers() == 1 || (seen >= c.quorumCallers() && rate(rest, percent, bad));
    }

    private static boolean rate(List<HeardCall> window, BigDecimal percent, Predicate<HeardCall> bad) {
        long hits = window.stream().filter(bad).count();
        // In hundredths of a percent.
        return hits * 10_000 >= percent.movePointRight(2).longValueExact() * window.size();
    }

    private List<HeardCall> known() {
        return calls.stream()
                .filter(call -> call.delivered && call.era == era)
                .sorted(Comparator.comparingLong((HeardCall call) -> call.second)
                        .reversed())
                .toList();
    }

    private List<HeardCall> window(Configuration c, Instant now) {
        List<HeardCall> known = known();
        if (c.windowType() == WindowType.TIME) {
            return known.stream()
                    .filter(call -> call.second > now.getEpochSecond() - c.windowSize())
                    .toList();
        }
        if (known.size() <= c.windowSize()) {
            return known;
        }
        long oldest = known.get(c.windowSize() - 1).second;
        return known.stream().filter(call -> call.second >= oldest).toList();
    }

    /** Lets every server's order of each second be interleaved at its worst: the fewest failures at the end. */
    private boolean isRow(Configuration c) {
        Integer wanted = c.consecutiveFailures();
        if (wanted == null) {
            return false;
        }
        long failures = 0;
        List<HeardCall> whole = new ArrayList<>();
        for (long second :
                known().stream().mapToLong(call -> call.second).distinct().toArray()) {
            if (failures >= wanted) {
                break;
            }
            List<HeardCall> those = calls.stream()
                    .filter(k -> k.delivered && k.era == era && k.second == second)
                    .toList();
            if (those.stream().anyMatch(call -> !call.failed)) {
                failures += fewestAtTheEnd(those);
                break;
            }
            failures += those.size();
            whole.addAll(those);
        }
        boolean quorum = c.quorumCallers() == 1
                || whole.stream().map(call -> call.caller).distinct().count() >= c.quorumCallers();
        return failures >= wanted && quorum;
    }

    private static long fewestAtTheEnd(List<HeardCall> second) {
        Map<String, Integer> row = new HashMap<>();
        Map<String, Boolean> succeeded = new HashMap<>();
        for (HeardCall call : second) {
            row.merge(call.server, 1, Integer::sum);
            if (!call.failed) {
                row.put(call.server, 0);
                succeeded.put(call.server, true);
            }
        }
        row.keySet().retainAll(succeeded.keySet());
        return row.values().stream().mapToInt(failures -> failures).min().orElse(0);
    }

    private void decideOnProbes(Configuration c, Instant now) {
        List<Probe> done = probes.values().stream()
                .filter(p -> "s".equals(p.ended()) || "f".equals(p.ended()))
                .toList();
        long failed = done.stream().filter(p -> "f".equals(p.ended())).count();
        long slow = done.stream().filter(Probe::slow).count();
        if (!state.equals("HALF_OPEN")) {
            return;
        }
        if (c.halfOpenFailFast() && failed > 0) {
            open(c, "PROBE_FAILED", now);
        } else if (done.size() >= c.halfOpenCalls()) {
            if (failed * 10_000 >= c.failureRatePercent().movePointRight(2).longValueExact() * done.size()) {
                open(c, "FAILURE_RATE", now);
            } else if (slow * 10_000
                    >= c.slowCallRatePercent().movePointRight(2).longValueExact() * done.size()) {
                open(c, "SLOW_CALL_RATE", now);
            } else {
                go("PROBES_PASSED", "CLOSED", now);
            }
        }
    }

    private void calm(Configuration c, Instant now) {
        boolean full = c.windowType() == WindowType.COUNT
                ? known().size() >= c.windowSize()
                : now.toEpochMilli() - since.toEpochMilli() >= 1_000L * c.windowSize();
        if (full) {
            openings = 0;
        }
    }

    private void open(Configuration c, String cause, Instant now) {
        openings++;
        double delay = c.openDelayMs() * Math.pow(c.openDelayFactor().doubleValue(), openings - 1.0);
        go(cause, "OPEN", now);
        openUntil = now.plusMillis((long) Math.min(delay, c.openDelayMaxMs()));
    }

    private void go(String cause, String to, Instant now) {
        causes.add(cause);
        generation++;
        anew(to, now);
    }

    private void anew(String to, Instant now) {
        state = to;
        since = now;
        openUntil = null;
        era = generation;
        probes.clear();
        lastProbe = 0;
    }

    void force(Configuration c, Mode chosen, Instant end, Instant now) {
        tick(c, now);
        until = end;
        if (mode.equals(chosen.name())) {
            return;
        }
        causes.add("FORCED");
        generation++;
        boolean off = chosen == Mode.DISABLED || chosen == Mode.METRICS_ONLY;
        if (mode.equals("DISABLED") || chosen == Mode.DISABLED || (off && !state.equals("CLOSED"))) {
            anew("CLOSED", now);
        }
        mode = chosen.name();
    }

    void endMode(Instant now) {
        if (mode.equals("AUTO")) {
            return;
        }
        causes.add("FORCE_ENDED");
        generation++;
        if (mode.equals("FORCED_OPEN")) {
            anew("HALF_OPEN", now);
        } else if (mode.equals("DISABLED")) {
            anew("CLOSED", now);
        }
        mode = "AUTO";
        until = null;
    }

    void reset(Instant now) {
        if (!state.equals("CLOSED")) {
            causes.add("RESET");
        }
        generation++;
        anew("CLOSED", now);
        openings = 0;
    }
}
