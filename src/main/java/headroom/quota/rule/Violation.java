package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;

/**
 * One node that a request does not fit (rule Q8).
 *
 * @param node the node as it was when the request was judged
 * @param requested what was asked for
 * @param shortfall by how much it did not fit
 * @param forShareAlone whether it fitted but for the pool's share
 */
public record Violation(Node node, Amount requested, Amount shortfall, boolean forShareAlone) {
    static Violation of(Node node, Amount requested, Amount keptBelow, Instant now) {
        return new Violation(
                node,
                requested,
                requested.minus(node.room(keptBelow, now)),
                !requested.isMoreThan(node.ownRoom(keptBelow, now)));
    }

    /** Whether of the pool's share and the node's own limits it is the share that lets less through, or no more. */
    public boolean isByShare() {
        Amount share = node.share();
        return share != null && share.minus(node.tally().usage()).equals(requested.minus(shortfall));
    }
}
