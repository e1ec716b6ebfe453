package headroom.backfill.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of event time, {@code [from, to)}: its beginning belongs to it, its end does not. Never empty. Immutable.
 *
 * @param from the first instant in it
 * @param to the first instant after it
 */
public record EventTimeWindow(Instant from, Instant to) {
    public EventTimeWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window ends after it begins: [" + from + ", " + to + ")");
        }
    }

    public boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    /** Whether there is an instant in both. Windows that only touch do not overlap. */
    public boolean overlaps(EventTimeWindow other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** What is left of this window without those, in the order of time; none where they cover it. */
    public List<EventTimeWindow> subtract(Collection<EventTimeWindow> others) {
        List<EventTimeWindow> left = new ArrayList<>();
        Instant uncovered = from;
        List<EventTimeWindow> inOrder = others.stream()
                .filter(this::overlaps)
                .sorted(Comparator.comparing(EventTimeWindow::from))
                .toList();
        for (EventTimeWindow other : inOrder) {
            if (uncovered.isBefore(other.from)) {
                left.add(new EventTimeWindow(uncovered, other.from));
            }
            uncovered = uncovered.isBefore(other.to) ? other.to : uncovered;
        }
        if (uncovered.isBefore(to)) {
            left.add(new EventTimeWindow(uncovered, to));
        }
        return left;
    }
}
