package headroom.breaker.rule;

import static headroom.breaker.rule.State.CLOSED;
import static headroom.breaker.rule.State.HALF_OPEN;
import static headroom.breaker.rule.State.OPEN;

/** Why a breaker moves. Together with {@link #allows} this is the closed table of transitions. */
public enum Cause {
    /** The failure rate of the window, or of the probes, has come to its threshold. */
    FAILURE_RATE,
    /** The rate of slow calls of the window, or of the probes, has come to its threshold. */
    SLOW_CALL_RATE,
    /** So many calls have failed one after the other. */
    CONSECUTIVE_FAILURES,
    /** The open delay is over. */
    DELAY_OVER,
    /** As many probes as are wanted have completed, and their rates are below the thresholds. */
    PROBES_PASSED,
    /** A probe has failed, and the configuration says to fail fast. */
    PROBE_FAILED,
    /** It was half open for too long without a decision. */
    HALF_OPEN_TOO_LONG,
    /** A person has chosen a mode. */
    FORCED,
    /** The end of the mode has come, or a person has ended it. */
    FORCE_ENDED,
    /** A person has reset the breaker. */
    RESET;

    /** Whether this cause leads from there to there; never where both are the same. */
    public boolean allows(Standing from, Standing to) {
        if (from.equals(to) || !from.isPossible() || !to.isPossible()) {
            return false;
        }
        return switch (this) {
            case FORCED -> to.mode() != Mode.AUTO && to.mode() != from.mode() && entersMode(from, to);
            case FORCE_ENDED -> to.mode() == Mode.AUTO && from.mode() != Mode.AUTO && leavesMode(from, to);
            default -> from.mode() == to.mode() && moves(from.mode(), from.state(), to.state());
        };
    }

    private static boolean entersMode(Standing from, Standing to) {
        return to.state() == (to.mode().isOff() ? CLOSED : from.state());
    }

    private static boolean leavesMode(Standing from, Standing to) {
        return to.state() == (from.mode() == Mode.FORCED_OPEN ? HALF_OPEN : from.state());
    }

    private boolean moves(Mode mode, State from, State to) {
        boolean clockRuns = mode != Mode.FORCED_OPEN;
        return switch (this) {
            case FAILURE_RATE, SLOW_CALL_RATE -> from != OPEN && to == OPEN;
            case CONSECUTIVE_FAILURES -> from == CLOSED && to == OPEN;
            case DELAY_OVER -> from == OPEN && to == HALF_OPEN && clockRuns;
            case PROBES_PASSED -> from == HALF_OPEN && to == CLOSED;
            case PROBE_FAILED -> from == HALF_OPEN && to == OPEN;
            case HALF_OPEN_TOO_LONG -> from == HALF_OPEN && to == OPEN && clockRuns;
            case RESET -> to == CLOSED;
            case FORCED, FORCE_ENDED -> false;
        };
    }
}
