package headroom.breaker.rule;

/** What a person has laid on top of the computed state. */
public enum Mode {
    /** The computed state holds. */
    AUTO,
    /** Refuses every call until its end, then probes. */
    FORCED_OPEN,
    /** Permits every call until its end; the computed state goes on beside it. */
    FORCED_CLOSED,
    /** Always permits, records nothing. */
    DISABLED,
    /** Always permits, records, never opens. */
    METRICS_ONLY;

    /** Whether the breaker stays closed in this mode whatever happens. */
    public boolean isOff() {
        return this == DISABLED || this == METRICS_ONLY;
    }

    /** Whether it contradicts the computed state, and so must have an end. */
    public boolean isForced() {
        return this == FORCED_OPEN || this == FORCED_CLOSED;
    }
}
