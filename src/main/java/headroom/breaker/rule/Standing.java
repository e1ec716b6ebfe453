package headroom.breaker.rule;

/**
 * Where a breaker stands: the mode, and the state computed beneath it.
 *
 * @param mode what a person wants
 * @param state what the evidence says; always closed in a mode that is off
 */
public record Standing(Mode mode, State state) {
    /** Whether there can be such a one: a breaker that is off is closed. */
    public boolean isPossible() {
        return !mode.isOff() || state == State.CLOSED;
    }

    /** The state that callers feel. */
    public State effectiveState() {
        return switch (mode) {
            case FORCED_OPEN -> State.OPEN;
            case FORCED_CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
            case AUTO -> state;
        };
    }
}
