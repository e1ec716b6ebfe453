package headroom.throttle.rule;

/** The limits of a throttle, in the order in which equal ones answer. */
public enum LimitKind {
    /** Permits that are live at once: {@code max_active}. */
    ACTIVE,
    /** Cost of what is granted in any hour: {@code max_per_hour}. */
    HOUR,
    /** Cost of what is granted at a stretch: {@code burst_capacity}, refilled with {@code refill_per_second}. */
    BURST
}
