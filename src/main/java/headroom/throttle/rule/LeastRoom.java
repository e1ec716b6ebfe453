package headroom.throttle.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How full a token bucket has been since any time before: of the moments at which something was taken, those since when it was never fuller, each with the room that
 * there was. What was taken at some time and is given back later finds no more room than the least since, for what flowed over
 * meanwhile would have flown over had it never been taken. Of many moments neighbours are taken together, as if the bucket had been as
 * full at the later one: then too little is given back, never too much. A value.
 *
 * @param marks by time, each with more room than the one before
 */
public record LeastRoom(List<Mark> marks) {
    public static final LeastRoom NONE = new LeastRoom(List.of());

    /** They are written with the bucket each time; seldom there are more than a few. */
    static final int MOST = 32;

    /**
     * A moment and the room that there was before something was taken.
     *
     * @param nanos since the epoch
     * @param room in parts of a token, as small as the bucket counts them; at least 0
     */
    public record Mark(long nanos, long room) {}

    public LeastRoom {
        marks = List.copyOf(marks);
    }

    /** Something is about to be taken, at a time that is not before those known. */
    public LeastRoom noted(long nanos, long room) {
        List<Mark> after = new ArrayList<>(marks);
        after.removeIf(mark -> mark.room() >= room);
        boolean isKnown = !after.isEmpty() && last(after).nanos() >= nanos;
        return isKnown ? this : with(after, new Mark(nanos, room));
    }

    private static LeastRoom with(List<Mark> before, Mark mark) {
        before.add(mark);
        if (before.size() > MOST) {
            takeNeighboursTogether(before);
        }
        return new LeastRoom(before);
    }

    /** Those whose room differs least, as a part of it. */
    private static void takeNeighboursTogether(List<Mark> marks) {
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < marks.size(); i++) {
            double differ = (marks.get(i).room() + 1.0) / (marks.get(i - 1).room() + 1.0);
            if (differ < least) {
                best = i;
                least = differ;
            }
        }
        marks.set(
                best - 1, new Mark(marks.get(best).nanos(), marks.get(best - 1).room()));
        marks.remove(best);
    }

    /** How much of what was taken then fitted in ever since, had it not been taken. */
    public long since(long takenNanos, long taken) {
        return marks.stream()
                .filter(mark -> mark.nanos() > takenNanos)
                .findFirst()
                .map(mark -> Math.min(mark.room(), taken))
                .orElse(taken);
    }

    /** The same in smaller parts of a token, or larger ones; never more than it was. */
    public LeastRoom in(long partsOfToken, long before) {
        return new LeastRoom(marks.stream()
                .map(mark -> new Mark(
                        mark.nanos(),
                        BigInteger.valueOf(mark.room())
                                .multiply(BigInteger.valueOf(partsOfToken))
                                .divide(BigInteger.valueOf(before))
                                .longValueExact()))
                .toList());
    }

    /** The same where the clock was set back: what was to come is now. */
    public LeastRoom setBack(long nanos) {
        return new LeastRoom(marks.stream()
                .map(mark -> new Mark(Math.min(mark.nanos(), nanos), mark.room()))
                .toList());
    }

    /** So much of what was taken then is given back, at most what {@link #since} says: it is as if it had never been taken. */
    public LeastRoom givenBack(long takenNanos, long given) {
        List<Mark> after = new ArrayList<>();
        for (Mark mark : marks) {
            Mark now = mark.nanos() > takenNanos ? new Mark(mark.nanos(), mark.room() - given) : mark;
            after.removeIf(earlier -> earlier.room() >= now.room());
            after.add(now);
        }
        return new LeastRoom(after);
    }

    private static Mark last(List<Mark> marks) {
        return marks.get(marks.size() - 1);
    }
}
