package headroom.backfill.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the events that a backfill's worker reports, in the order in which they come. A key is remembered until the
 * source has come a whole window further than it had when the key was seen: by the highest event time seen, never by that of
 * the event itself, which may be late, and by no clock. So of events at 10, 1 and 12 with a window of 10 the second one
 * is remembered until 20. Judges one batch; not thread-safe.
 */
public final class DuplicateSuppressor {
    private final Terms terms;
    private final Map<String, SeenEvent> seen;
    private final Map<String, Instant> processed = new HashMap<>();
    private final Map<String, Instant> refreshed = new HashMap<>();
    private final Set<String> toldHere = new HashSet<>();
    private @Nullable Instant highest;
    private long allowed;

    /**
     * How a backfill judges.
     *
     * @param backfill which one
     * @param run which run of it
     * @param ranges what it covers
     * @param window how far the source goes on before a key is forgotten
     * @param reprocess which seen events are processed again
     */
    public record Terms(UUID backfill, int run, List<EventTimeWindow> ranges, Duration window, Reprocess reprocess) {
        boolean covers(Instant time) {
            return ranges.stream().anyMatch(range -> range.contains(time));
        }
    }

    /**
     * A suppressor for one batch.
     *
     * @param seen what is remembered of the batch's keys
     * @param highest the highest event time seen of the source; null where there was none
     * @param allowed how many more events may be processed
     */
    public DuplicateSuppressor(Terms terms, Map<String, SeenEvent> seen, @Nullable Instant highest, long allowed) {
        this.terms = terms;
        this.seen = Map.copyOf(seen);
        this.highest = highest;
        this.allowed = allowed;
    }

    /** Decides on one event. */
    public EventDecision judge(String key, Instant time) {
        if (!terms.covers(time)) {
            return EventDecision.OUTSIDE;
        }
        Instant now = highest == null || highest.isBefore(time) ? time : highest;
        if (isDuplicate(key, now)) {
            highest = now;
            (toldHere.contains(key) ? processed : refreshed).put(key, now.plus(terms.window()));
            return EventDecision.DUPLICATE;
        }
        if (allowed == 0) {
            return EventDecision.BEYOND_MAXIMUM;
        }
        highest = now;
        allowed--;
        toldHere.add(key);
        processed.put(key, now.plus(terms.window()));
        return EventDecision.PROCESS;
    }

    /** The keys that are to be processed, each with the event time until which it is to be remembered. */
    public Map<String, Instant> processed() {
        return processed;
    }

    /** The keys that were seen again, each with the event time until which it is to be remembered now. */
    public Map<String, Instant> refreshed() {
        return refreshed;
    }

    /** The highest event time seen of the source; null where there was none. */
    public @Nullable Instant highest() {
        return highest;
    }

    private boolean isDuplicate(String key, Instant now) {
        if (toldHere.contains(key)) {
            return true;
        }
        SeenEvent before = seen.get(key);
        return before != null && now.isBefore(before.rememberedUntil()) && !isToBeProcessedAgain(before);
    }

    private boolean isToBeProcessedAgain(SeenEvent before) {
        if (before.backfill().equals(terms.backfill())) {
            // The worker died between hearing of it and saying that it is processed.
            return !before.settled() && before.run() < terms.run();
        }
        return switch (terms.reprocess()) {
            case NONE -> false;
            case FAILED ->
                before.backfillState() == BackfillState.FAILED || before.backfillState() == BackfillState.CANCELLED;
            case COMPLETED -> !before.backfillState().isLive();
        };
    }
}
