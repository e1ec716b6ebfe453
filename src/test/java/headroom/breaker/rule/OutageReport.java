package headroom.breaker.rule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What simulated outages came to, as text. */
final class OutageReport {
    private static final String HEAD = """
            What a breaker makes of outages, simulated: 40 callers on two servers, each with one call at a time and 400 to 600 ms between
            two; a well service answers in 20 to 80 ms and fails 1 % of its calls. The servers read the breaker every 500 ms and write what
            they heard every second. Rewrite with -Dheadroom.golden.rewrite=true, and read what has changed before it is committed.
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    static String of(List<Outage> outages) {
        OutageReport report = new OutageReport();
        outages.forEach(report::add);
        return report.text.toString();
    }

    private void add(Outage outage) {
        OutageSimulation with = new OutageSimulation(outage, Mode.AUTO).run();
        OutageSimulation without = new OutageSimulation(outage, Mode.DISABLED).run();
        line("");
        line("== %s", outage.name());
        line(
                "wrong           %s",
                outage.isIll()
                        ? outage.what() + ", from " + s(outage.illFrom()) + " to " + s(outage.wellFrom()) + " of "
                                + s(outage.lasts())
                        : "nothing, for " + s(outage.lasts()));
        line("configuration   %s", outage.configuration());
        line("moves           %d", with.moves.size());
        with.moves.forEach(this::move);
        line("let through     %d calls, without a breaker %d", with.permitted, without.permitted);
        line("refused         %d calls", with.refused);
        line("suffered        %d failures, without a breaker %d", with.failed, without.failed);
        if (without.slow > 0) {
            line("waited for      %d slow calls, without a breaker %d", with.slow, without.slow);
        }
        line("probes ended    %d, of which %d failed", with.probes, with.probesFailed);
        line("opened          %s", first(with.moves, State.OPEN, outage.illFrom()));
        line("closed for good %s", last(with.moves, outage.wellFrom()));
    }

    private void move(Transition move) {
        line(
                "  %9s  %s -> %s, %s",
                s(since(move)),
                written(move.from()),
                written(move.to()),
                move.cause().name().toLowerCase(Locale.ROOT));
    }

    private static String first(List<Transition> moves, State state, long since) {
        return moves.stream()
                .filter(move -> move.to().state() == state && since(move) >= since)
                .findFirst()
                .map(move -> s(since(move) - since) + " after it fell ill")
                .orElse("never");
    }

    /** When it closed for good. */
    private static String last(List<Transition> moves, long since) {
        if (moves.isEmpty()) {
            return "it never opened";
        }
        Transition last = moves.get(moves.size() - 1);
        return last.to().state() != State.CLOSED
                ? "never"
                : since(last) < since
                        ? "before the service was well again"
                        : s(since(last) - since) + " after it was well again";
    }

    private static long since(Transition move) {
        return Duration.between(Calls.START, move.at()).toMillis();
    }

    private static String written(Standing standing) {
        return standing.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String s(long ms) {
        return String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
    }

    private void line(String format, Object... values) {
        text.append(Optional.of(values)
                        .filter(all -> all.length > 0)
                        .map(all -> String.format(Locale.ROOT, format, all))
                        .orElse(format))
                .append('\n');
    }
}
