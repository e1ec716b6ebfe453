package headroom.overload.rule;

/**
 * How many calls may be under way at once, and how that follows from how calls end. Immutable. Whatever the algorithm: what was
 * ignored changes nothing, only the success of a first attempt raises, and nothing raises that was under way with fewer than half of
 * the limit.
 */
public sealed interface Limit permits FixedLimit, VegasLimit, Gradient2Limit {
    /** Calls at once, at least 1. */
    int value();

    /** The limit after a call that was {@link Sample.Outcome#SUCCESS} or {@link Sample.Outcome#DROPPED}, as the algorithm has it. */
    Limit judged(Sample sample);

    /** The limit after a call. */
    default Limit after(Sample sample) {
        if (sample.outcome() == Sample.Outcome.IGNORED) {
            return this;
        }
        Limit next = judged(sample);
        boolean mayRaise = sample.outcome() == Sample.Outcome.SUCCESS && sample.firstAttempt();
        return next.estimate() > estimate() && !mayRaise ? this : next;
    }

    /** The limit with what is not whole yet. */
    double estimate();
}
