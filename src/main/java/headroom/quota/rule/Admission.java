package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.ArrayList;
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
        List<Violation> violations = new ArrayList<>(0);
        List<Node> warnings = new ArrayList<>(0);
        for (Node node : path) {
            if (amount.isMoreThan(node.room(now))) {
                violations.add(Violation.of(node, amount, now));
            } else if (node.limits().isSoftLimitExceeded(node.tally().usage().plus(amount))) {
                warnings.add(node.with(node.tally().withBelow(amount, Amount.ZERO), now));
            }
        }
        return violations.isEmpty()
                ? new Decision.Admitted(warnings)
                : new Decision.Denied(violations, maxGrantable(path, now));
    }

    /** The smallest {@code available} on the path: what a request could get without burst. */
    public static Amount headroom(List<Node> path) {
        return path.stream().map(Node::available).min(Amount::compareTo).orElse(Amount.ZERO);
    }

    /** The largest amount that would be admitted at {@code now}, burst included. */
    public static Amount maxGrantable(List<Node> path, Instant now) {
        Amount room = path.stream().map(node -> node.room(now)).min(Amount::compareTo).orElse(Amount.ZERO);
        return room.orZeroIfNegative().min(Amount.MAX_INPUT);
    }
}
