package headroom.breaker.rule;

import java.util.Map;
import java.util.function.Predicate;

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
}
