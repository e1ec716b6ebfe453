package headroom.governance.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a member may report another demand: {@value #AT_ONCE} in a row, then one every {@link #INTERVAL}. Each is divided
 * anew and kept as a run, so that whoever reported without an end would drive the proof of what others were given out of the
 * history. With these numbers a pool that one member does so in keeps its last 40 hours. The generic cell rate algorithm (ITU-T I.371, Annex A): one instant
 * stands for the whole past. Immutable.
 *
 * @param paidUntil until when the reports so far are paid for; none when null
 */
public record DemandPace(@Nullable Instant paidUntil) {
    /** Several members' worth of waking up: a scheduler that starts says what it wants, and thinks again some times. */
    public static final int AT_ONCE = 20;

    /** Demands are plans of minutes; what comes and goes within seconds is better measured. */
    public static final Duration INTERVAL = Duration.ofSeconds(15);

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
