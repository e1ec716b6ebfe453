package headroom.breaker.rule;

/** How a call ended, as its caller says. */
public enum Result {
    SUCCESS,
    FAILURE,
    /** Says nothing about the service: it is counted nowhere, and a probe is given back. */
    IGNORED
}
