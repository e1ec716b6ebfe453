package headroom.breaker.rule;

/** What a breaker has concluded about its service. */
public enum State {
    /** Calls are let through and counted. */
    CLOSED,
    /** Calls are refused until the delay is over. */
    OPEN,
    /** A few calls are let through as probes. */
    HALF_OPEN
}
