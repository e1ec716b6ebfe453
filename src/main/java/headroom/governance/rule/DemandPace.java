package headroom.governance.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a member may report another demand: {@value #AT_ONCE} in a row, then one every {@link #INTERVAL}. Each is divided
 * anew and kept as a run, so that whoever reported without an end would drive the proof of what others were given out of the
 * history. With these numbers a pool that one member does so in keeps its last 13 hours. The generic cell rate algorithm (ITU-T I.371, Annex A): one instant
 * stands for the whole past. Immutable.
 *
 * @param paidUntil until when the reports so far are paid for; none when null
 */
public record DemandPace(@Nullable Instant paidUntil) {
    /** A scheduler that starts, or has a bad minute, may think again and again. */
    public static final int AT_ONCE = 600;

    /** As often as schedulers look round; what comes and goes within seconds is better measured. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration AHEAD = INTERVAL.multipliedBy(AT_ONCE - 1);

    /** How long the member has to wait before it may report another demand; zero where it may now. */
    public Duration wait(Instant now) {
        if (paidUntil == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(now, paidUntil.minus(AHEAD));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** After a report. */
    public DemandPace reported(Instant now) {
        Instant from = paidUntil == null || paidUntil.isBefore(now) ? now : paidUntil;
        return new DemandPace(from.plus(INTERVAL));
    }
}
