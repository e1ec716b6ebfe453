package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rule Q8, the heart of the service: a request is admitted when it fits at every node of its path. What a quota keeps for
 * itself (rule Q14) is set aside at the nodes above it already, and so is not asked of them again. Pure; whoever calls it must
 * charge the path in the same step, or forget the answer.
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
        List<Node> warnings = List.of();
        for (Node node : path) {
            if (node.limits().isSoftLimitExceeded(node.tally().usage().plus(amount))) {
                warnings = warnings.isEmpty() ? new ArrayList<>(path.size()) : warnings;
                warnings.add(node.with(node.tally().withBelow(amount, Amount.ZERO), now));
            }
        }
        return warnings;
    }

    /** Every one of these nodes, each above the next, that {@code amount} more does not fit, in their order. */
    public static List<Violation> violations(List<Node> nodes, Amount amount, Instant now) {
        List<Violation> violations = List.of();
        Amount keptBelow = Amount.ZERO;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (amount.isMoreThan(node.room(keptBelow, now))) {
                violations = violations.isEmpty() ? new ArrayList<>(nodes.size()) : violations;
                violations.add(Violation.of(node, amount, keptBelow, now));
            }
            keptBelow = keptBelow.plus(node.keptFree());
        }
        Collections.reverse(violations);
        return violations;
    }

    /** What a request could get without burst, within the pool's share: never below 0. */
    public static Amount headroom(List<Node> path) {
        return least(path, Node::lastingRoom).orZeroIfNegative();
    }

    /** What others have of that which the last quota of the path would lend (rule Q14): as much as is not to be had above it. */
    public static Amount lent(List<Node> path) {
        Node last = path.get(path.size() - 1);
        return last.lendable().minus(headroom(path.subList(0, path.size() - 1))).orZeroIfNegative();
    }

    /** The largest amount that would be admitted at {@code now}, burst included. */
    public static Amount maxGrantable(List<Node> path, Instant now) {
        return least(path, (node, keptBelow) -> node.room(keptBelow, now))
                .orZeroIfNegative()
                .min(Amount.MAX_INPUT);
    }

    private static Amount least(List<Node> path, BiFunction<Node, Amount, Amount> room) {
        @Nullable Amount least = null;
        Amount keptBelow = Amount.ZERO;
        for (int i = path.size() - 1; i >= 0; i--) {
            Node node = path.get(i);
            Amount here = room.apply(node, keptBelow);
            least = least == null ? here : least.min(here);
            keptBelow = keptBelow.plus(node.keptFree());
        }
        return least == null ? Amount.ZERO : least;
    }
}
