package headroom.breaker.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one server has heard of one service in one second: the unit of evidence. A server sends a bucket again as it
 * grows; the one with more calls replaces the other, so that a repeated or overtaken batch changes nothing. Immutable.
 *
 * @param instance the server
 * @param start when the second begins, by that server's clock
 * @param era the era that the calls were permitted in
 * @param counts all calls
 * @param failedInARow failures after the last success in it, in the order in which the server heard of them; all
 *     failures where no call succeeded
 * @param callers of the calls whose caller is known, the part of each; at most {@link #MAX_CALLERS}
 */
public record Bucket(
        String instance, Instant start, long era, Counts counts, long failedInARow, Map<String, Counts> callers) {
    /** How long a bucket is. */
    public static final Duration WIDTH = Duration.ofSeconds(1);

    /** As many as a request has outcomes, and ten times the largest quorum; the calls of further callers are nobody's. */
    public static final int MAX_CALLERS = 1_000;

    public Bucket {
        callers = Map.copyOf(callers);
        Counts named = callers.values().stream().reduce(Counts.NONE, Counts::plus);
        if (!start.equals(beginOfSecond(start))) {
            throw new IllegalArgumentException("a bucket begins with a second, was " + start);
        }
        if (failedInARow < 0
                || failedInARow > counts.failed()
                || (counts.ok() == 0 && failedInARow != counts.failed())) {
            throw new IllegalArgumentException(
                    "failures in a row are the last ones, was " + failedInARow + " of " + counts);
        }
        if (callers.size() > MAX_CALLERS
                || named.ok() > counts.ok()
                || named.failed() > counts.failed()
                || named.slow() > counts.slow()) {
            throw new IllegalArgumentException("callers are at most " + MAX_CALLERS
                    + " and have no more calls than all: " + callers.size() + " with " + named + " of " + counts);
        }
    }

    /** The bucket in which an instant lies, with nothing in it. */
    public static Bucket empty(String instance, Instant time, long era) {
        return new Bucket(instance, beginOfSecond(time), era, Counts.NONE, 0, Map.of());
    }

    /**
     * The bucket with one more call, heard of after those in it.
     *
     * @param caller who called; empty where it did not say
     * @param durationMs how long the call took, in milliseconds
     */
    public Bucket with(Optional<String> caller, Result result, long durationMs, Configuration configuration) {
        Counts call = Counts.of(result, durationMs, configuration);
        Map<String, Counts> parts = new HashMap<>(callers);
        caller.filter(name -> call.calls() > 0 && (parts.containsKey(name) || parts.size() < MAX_CALLERS))
                .ifPresent(name -> parts.merge(name, call, Counts::plus));
        long row = call.ok() > 0 ? 0 : failedInARow + call.failed();
        return new Bucket(instance, start, era, counts.plus(call), row, parts);
    }

    boolean isSameAs(Bucket other) {
        return instance.equals(other.instance) && start.equals(other.start);
    }

    private static Instant beginOfSecond(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }
}
