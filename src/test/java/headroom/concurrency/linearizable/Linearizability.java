package headroom.concurrency.linearizable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a history of concurrent calls is explained by some one-by-one order that respects real time: an
 * operation that was answered before another began stands before it (Herlihy and Wing). The search is that of Wing and
 * Gong with what Lowe added ("Testing for linearizability", 2017): it walks through the history in time and keeps every
 * configuration that can be true, a twin with the set of the operations under way that it has taken already, each once. At
 * the end of an operation only those configurations survive that could take it in time. Where nothing is under way a
 * configuration is a twin alone, so that the quiet moments cut the history by themselves.
 *
 * <p>Two things keep it small. What changes nothing and fits the twin is taken at once: that can only help. What changes
 * something is taken only when an operation that ends asks for it.
 */
final class Linearizability {
    /** More than this is no answer in reasonable time. */
    private static final int MAX_CONFIGURATIONS = 2_000_000;

    private final List<Operation> underWay = new ArrayList<>();
    private Set<Configuration> configurations;

    private Linearizability(Twin initial) {
        configurations = Set.of(new Configuration(initial, new BitSet()));
    }

    /** What can be true: a twin, and the operations under way that it has taken. */
    private record Configuration(Twin twin, BitSet taken) {
        boolean hasTaken(Operation operation) {
            return taken.get(operation.number());
        }

        Configuration taking(Operation operation, Twin after) {
            BitSet more = (BitSet) taken.clone();
            more.set(operation.number());
            return new Configuration(after, more);
        }

        Configuration forgetting(Operation operation) {
            BitSet fewer = (BitSet) taken.clone();
            fewer.clear(operation.number());
            return new Configuration(twin, fewer);
        }
    }

    private record Moment(long at, boolean isReturn, Operation operation) {}

    /** Empty where the history is explained; else the first operation that is not, and what could be true before it. */
    static Optional<String> contradiction(Twin initial, List<Operation> history) {
        Linearizability search = new Linearizability(initial);
        for (Moment moment : moments(history)) {
            Operation operation = moment.operation();
            if (!moment.isReturn()) {
                search.underWay.add(operation);
            } else if (!search.ends(operation)) {
                return Optional.of(search.told(operation));
            }
        }
        return Optional.empty();
    }

    /** At the same instant beginnings come first: what may overlap is thought to. */
    private static List<Moment> moments(List<Operation> history) {
        List<Moment> moments = new ArrayList<>();
        for (Operation operation : history) {
            moments.add(new Moment(operation.invokedAt(), false, operation));
            if (operation.answer().isPresent()) {
                moments.add(new Moment(operation.returnedAt(), true, operation));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::at).thenComparing(Moment::isReturn));
        return moments;
    }

    private boolean ends(Operation operation) {
        Set<Configuration> seen = new HashSet<>();
        Set<Configuration> survivors = new HashSet<>();
        Deque<Configuration> todo = new ArrayDeque<>();
        for (Configuration configuration : configurations) {
            reach(observing(configuration), seen, todo);
        }
        while (!todo.isEmpty()) {
            Configuration configuration = todo.pop();
            if (configuration.hasTaken(operation)) {
                survivors.add(configuration.forgetting(operation));
                continue;
            }
            for (Operation next : underWay) {
                if (!configuration.hasTaken(next)) {
                    configuration
                            .twin()
                            .after(next)
                            .ifPresent(after -> reach(observing(configuration.taking(next, after)), seen, todo));
                }
            }
        }
        if (survivors.isEmpty()) {
            return false;
        }
        configurations = survivors;
        underWay.remove(operation);
        return true;
    }

    private static void reach(Configuration configuration, Set<Configuration> seen, Deque<Configuration> todo) {
        if (seen.add(configuration)) {
            todo.push(configuration);
        }
        if (seen.size() > MAX_CONFIGURATIONS) {
            throw new IllegalStateException("undecided: more than " + MAX_CONFIGURATIONS + " configurations");
        }
    }

    /** Takes all that changes nothing. */
    private Configuration observing(Configuration configuration) {
        Twin twin = configuration.twin();
        Configuration observed = configuration;
        for (Operation operation : underWay) {
            if (!observed.hasTaken(operation)
                    && operation.answer().isPresent()
                    && twin.after(operation).filter(after -> after == twin).isPresent()) {
                observed = observed.taking(operation, twin);
            }
        }
        return observed;
    }

    private String told(Operation operation) {
        return "not explained by any order:\n" + operation + "\nwith these under way:\n"
                + underWay.stream()
                        .filter(other -> other != operation)
                        .map(Operation::toString)
                        .collect(Collectors.joining("\n"))
                + "\nand one of these true before:\n"
                + configurations.stream()
                        .limit(5)
                        .map(configuration -> configuration.twin() + " having taken " + configuration.taken())
                        .collect(Collectors.joining("\n"));
    }
}
