package headroom.breaker.rule;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The calls that a closed breaker is judged on, summed over all servers.
 *
 * @param counts all of them
 * @param callers the part of each caller that is known
 */
public record Window(Counts counts, Map<String, Counts> callers) {
    public Window {
        callers = Map.copyOf(callers);
    }

    /** Whether at least so many callers have seen it; a quorum of 1 asks for no names. */
    boolean hasQuorum(int quorum, Predicate<Counts> seen) {
        return quorum <= 1
                || callers.values().stream().filter(seen).limit(quorum).count() == quorum;
    }

    /**
     * The calls without those of so many callers, of the ones with the most bad calls; of two with as many, first of the one
     * with fewer calls, then of the one with fewer slow or failed ones, so that every server leaves out the same.
     */
    Counts withoutTheWorst(int left, ToLongFunction<Counts> bad) {
        Comparator<Counts> worstFirst = Comparator.comparingLong(bad)
                .reversed()
                .thenComparingLong(Counts::calls)
                .thenComparingLong(Counts::failed)
                .thenComparingLong(Counts::slow);
        return callers.values().stream().sorted(worstFirst).limit(left).reduce(counts, Counts::minus);
    }
}
