package headroom.throttle.rule;

/** How a permit has ended. */
public enum End {
    /** The job was done. */
    SUCCESS,
    /** The job was given up. */
    DROPPED,
    /** The job was not begun: what the permit cost is given back. */
    IGNORED,
    /** Nobody ended it before its time was over. */
    EXPIRED
}
