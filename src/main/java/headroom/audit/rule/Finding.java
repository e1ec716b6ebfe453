package headroom.audit.rule;

/**
 * The first trace of tampering.
 *
 * @param kind what was done
 * @param firstBad the place where it shows first, from 1; entries behind it have not been judged
 */
public record Finding(Kind kind, long firstBad) {
    /** What was done to a trail. */
    public enum Kind {
        /** An entry, or what is kept beside it, is not what was written. */
        ALTERED,
        /** An entry is missing, and later ones are there. */
        GAP,
        /** An entry stands elsewhere than where it was written. */
        REORDERED,
        /** The last entries are missing. */
        TRUNCATED,
        /** All entries are missing. */
        MISSING
    }
}
