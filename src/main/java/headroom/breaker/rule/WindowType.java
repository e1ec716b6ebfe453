package headroom.breaker.rule;

/** What the size of a window counts. */
public enum WindowType {
    /** The newest calls. */
    COUNT,
    /** The newest seconds. */
    TIME
}
