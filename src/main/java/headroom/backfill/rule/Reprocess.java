package headroom.backfill.rule;

/** Which events that were seen before are processed again. */
public enum Reprocess {
    /** None: what was seen is a duplicate. */
    NONE,
    /** Those that a backfill processed which failed or was cancelled. */
    FAILED,
    /** Those that any earlier backfill processed. */
    COMPLETED
}
