package headroom.breaker.rule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls that a half-open breaker lets through, of the whole cluster. Each is a lease: it ends once, by its outcome, by
 * being ignored or by its time, and a second end does nothing. Immutable.
 *
 * @param leases the probes under way: number to the instant at which it is over
 * @param given how many were permitted in this era, those given back too
 * @param completed how those ended that count
 */
public record Probes(Map<Long, Instant> leases, long given, Counts completed) {
    public static final Probes NONE = new Probes(Map.of(), 0, Counts.NONE);

    public Probes {
        leases = Map.copyOf(leases);
    }

    /** How many more may be permitted: with those under way and those completed there are never more than are wanted. */
    public long free(Configuration configuration) {
        return Math.max(0, configuration.halfOpenCalls() - leases.size() - completed.calls());
    }

    /** When the first of those under way is over; none where none is. */
    Optional<Instant> firstOver() {
        return leases.values().stream().min(Instant::compareTo);
    }

    /** With one more, whose number is {@link #given} afterwards. */
    Probes lend(Instant until) {
        Map<Long, Instant> more = new TreeMap<>(leases);
        more.put(given + 1, until);
        return new Probes(more, given + 1, completed);
    }

    /** Without one that has ended; its counts are none where it was ignored. The same where there is none of that number. */
    Probes end(long number, Counts how) {
        if (!leases.containsKey(number)) {
            return this;
        }
        Map<Long, Instant> fewer = new TreeMap<>(leases);
        fewer.remove(number);
        return new Probes(fewer, given, completed.plus(how));
    }

    /** Without those whose time is over: given back, as if ignored. */
    Probes at(Instant now) {
        if (leases.values().stream().allMatch(now::isBefore)) {
            return this;
        }
        Map<Long, Instant> left = new TreeMap<>(leases);
        left.values().removeIf(until -> !now.isBefore(until));
        return new Probes(left, given, completed);
    }
}
