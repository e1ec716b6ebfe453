package headroom.overload.rule;

/** What a target asks of its callers. */
public enum Pressure {
    /** Nothing. */
    NONE,
    /** To call half as often. */
    SOFT,
    /** Not to call, but for a probe when its time has come. */
    HARD;

    public Pressure or(Pressure other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
