package headroom.quota.entity;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.Node;
import headroom.quota.rule.Threshold;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Quotas of a tenant whose usage has crossed thresholds, told within the transaction that did it.
 *
 * @param crossings never empty
 */
public record QuotaNews(TenantId tenant, List<Crossing> crossings) {
    public QuotaNews {
        crossings = List.copyOf(crossings);
    }

    /**
     * One crossing.
     *
     * @param usage at the end of the transaction
     * @param effectiveLimit what {@code usage} was compared with
     * @param isUpward whether an alarm began; else one ended
     */
    public record Crossing(
            UUID quotaId,
            EntityName name,
            Threshold threshold,
            Amount usage,
            Amount effectiveLimit,
            boolean isUpward,
            Instant at) {
        /** Usage has come to the threshold. */
        public static Crossing up(Node node, Threshold threshold, Instant at) {
            return of(node, threshold, true, at);
        }

        /** Usage has been below it for long enough, or it is watched no more. */
        public static Crossing down(Node node, Threshold threshold, Instant at) {
            return of(node, threshold, false, at);
        }

        private static Crossing of(Node node, Threshold threshold, boolean isUpward, Instant at) {
            return new Crossing(
                    node.id(),
                    node.name(),
                    threshold,
                    node.tally().usage(),
                    node.limits().effective(),
                    isUpward,
                    at);
        }
    }
}
