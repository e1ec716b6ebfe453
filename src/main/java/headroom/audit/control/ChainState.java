package headroom.audit.control;

import headroom.audit.rule.ChainLink;

/**
 * How far a tenant's trail goes, by all that tells, at one time.
 *
 * @param head what the head says; {@link ChainLink#BEGINNING} where there is none
 * @param lastEntry the last place that an entry is stored at; 0 where there is none
 * @param lastAnchor the last place that an anchor is for; 0 where there is none
 */
public record ChainState(ChainLink head, long lastEntry, long lastAnchor) {
    /** The last place that anything speaks of. */
    public long end() {
        return Math.max(head.sequence(), Math.max(lastEntry, lastAnchor));
    }
}
