package headroom.governance.rule;

import headroom.kernel.Constants;

/** How a pool divides its capacity. {@link Division} has the arithmetic. */
public enum Strategy {
    /** Everybody gets what is asked for; the pool bounds nobody. */
    UNLIMITED,
    /** Everybody gets what is asked for, up to a maximum each; who comes first is served first. */
    MAX_LIMIT,
    /** Weighted max-min: nobody gets more by weight while another asks for more than it has. */
    PROPORTIONAL,
    /** A floor for everybody, then the higher priority first; within one, weighted max-min. */
    PRIORITY,
    /** What is reserved first, then the rest by weight; what idles is lent. */
    RESERVED;

    /** As it stands in JSON and in the database. */
    public String wireName() {
        return Constants.written(this);
    }
}
