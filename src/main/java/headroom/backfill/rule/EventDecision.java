package headroom.backfill.rule;

/** What the worker is to do with an event. */
public enum EventDecision {
    /** It is the worker's to process. */
    PROCESS,
    /** It was processed before. */
    DUPLICATE,
    /** It lies in no range of the backfill. */
    OUTSIDE,
    /** The backfill has processed as many events as it may. */
    BEYOND_MAXIMUM
}
