package headroom.overload.control;

import headroom.overload.rule.Sample;
import java.time.Instant;

/**
 * What became of a limit within ten seconds.
 *
 * @param from their begin
 * @param limitBefore the limit then
 * @param limitAfter and after the last call
 * @param raised calls that raised it
 * @param lowered calls that lowered it
 * @param kept calls that left it as it was
 * @param dropped of all those, calls that were refused by the target or too late
 * @param rttNanosSum how long they took together
 * @param inFlightMost calls under way at once, at most
 */
public record Decisions(
        Instant from,
        int limitBefore,
        int limitAfter,
        long raised,
        long lowered,
        long kept,
        long dropped,
        long rttNanosSum,
        int inFlightMost) {
    static Decisions none(Instant from, int limit) {
        return new Decisions(from, limit, limit, 0, 0, 0, 0, 0, 0);
    }

    Decisions with(int after, int move, Sample sample) {
        return new Decisions(
                from,
                limitBefore,
                after,
                raised + (move > 0 ? 1 : 0),
                lowered + (move < 0 ? 1 : 0),
                kept + (move == 0 ? 1 : 0),
                dropped + (sample.isDropped() ? 1 : 0),
                rttNanosSum + sample.rttNanos(),
                Math.max(inFlightMost, sample.inFlight()));
    }

    /** Calls that were judged. */
    public long calls() {
        return raised + lowered + kept;
    }

    /** Milliseconds that a call took, in the mean. */
    public double rttMsMean() {
        return calls() == 0 ? 0 : rttNanosSum / 1e6 / calls();
    }
}
