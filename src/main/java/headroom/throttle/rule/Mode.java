package headroom.throttle.rule;

/** What a throttle does with what it has no room for. */
public enum Mode {
    /** Refuses it. */
    ENFORCE,
    /** Lets it pass, and counts that it would have been refused. */
    SHADOW
}
