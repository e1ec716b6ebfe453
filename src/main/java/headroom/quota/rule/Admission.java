package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.List;

/**
 * Rule Q8, the heart of the service: a request is admitted when it fits at every node of its path. Pure; whoever calls
 * it must charge the path in the same step, or forget the answer.
 */
public final class Admission {
    private Admission() {}

    /**
     * Judges a request at the last node of {@code path}.
     *
     * @param path root to leaf, at least one node
     * @param amount what is asked for, more than 0
     * @param now the database's clock
     */
    public static Decision decide(List<Node> path, Amount amount, Instant now) {
        List<Violation> violations = violations(path, amount, now);
        return violations.isEmpty()
                ? new Decision.Admitted(warnings(path, amount, now))
                : new Decision.Denied(violations, maxGrantable(path, now));
    }

    private static List<Node> warnings(List<Node> path, Amount amount, Instant now) {
        return path.stream()
                .filter(node ->
                        node.limits().isSoftLimitExceeded(node.tally().usage().plus(amount)))
                .map(node -> node.with(node.tally().withBelow(amount, Amount.ZERO), now))
                .toList();
    }

    /** Every one of these nodes that {@code amount} more does not fit, in their order. */
    public static List<Violation> violations(List<Node> nodes, Amount amount, Instant now) {
        return nodes.stream()
                .filter(node -> amount.isMoreThan(node.room(now)))
                .map(node -> Violation.of(node, amount, now))
                .toList();
    }

    /** The smallest {@code available} on the path, within the pool's share: what a request could get without burst. */
    public static Amount headroom(List<Node> path) {
        return path.stream().map(Node::availableInPool).min(Amount::compareTo).orElse(Amount.ZERO);
    }

    /** The largest amount that would be admitted at {@code now}, burst included. */
    public static Amount maxGrantable(List<Node> path, Instant now) {
        Amount room =
                path.stream().map(node -> node.room(now)).min(Amount::compareTo).orElse(Amount.ZERO);
        return room.orZeroIfNegative().min(Amount.MAX_INPUT);
    }
}
