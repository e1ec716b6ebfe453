package headroom.overload.control;

import headroom.overload.rule.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * What became of a limit within the last hour, ten seconds to an entry, so that an hour has room in {@value #MAX_ENTRIES} entries however many
 * calls there were. Not thread-safe: its limit's lock guards it.
 */
final class DecisionLog {
    static final int MAX_ENTRIES = 360;

    private static final Duration KEPT = Duration.ofHours(1);
    private static final long ENTRY_SECONDS = KEPT.toSeconds() / MAX_ENTRIES;

    private final Deque<Decisions> entries = new ArrayDeque<>();

    /** Takes how a call moved the limit. */
    void add(Instant now, int before, int after, Sample sample) {
        Instant start = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), ENTRY_SECONDS) * ENTRY_SECONDS);
        Decisions last = entries.peekLast();
        Decisions entry =
                last != null && last.from().equals(start) ? entries.removeLast() : Decisions.none(start, before);
        entries.addLast(entry.with(after, after - before, sample));
        forget(now);
    }

    /** The entries of the last hour, the newest first. */
    List<Decisions> newestFirst(Instant now) {
        forget(now);
        List<Decisions> found = new ArrayList<>(entries);
        Collections.reverse(found);
        return found;
    }

    private void forget(Instant now) {
        Instant first = now.minus(KEPT);
        while (!entries.isEmpty()
                && (entries.size() > MAX_ENTRIES || entries.peekFirst().from().isBefore(first))) {
            entries.removeFirst();
        }
    }
}
