package headroom.quota.rule;

import headroom.kernel.Amount;
import java.util.List;
import java.util.function.Function;

/** The judgement on a request (rule Q8). */
public sealed interface Decision {
    <R> R fold(Function<? super Admitted, ? extends R> admitted, Function<? super Denied, ? extends R> denied);

    /**
     * The request fits at every node.
     *
     * @param warnings the nodes that it leaves above their soft limit, root to leaf, as they are afterwards (rule Q6)
     */
    record Admitted(List<Node> warnings) implements Decision {
        @Override
        public <R> R fold(
                Function<? super Admitted, ? extends R> admitted, Function<? super Denied, ? extends R> denied) {
            return admitted.apply(this);
        }
    }

    /**
     * The request does not fit; nothing has changed.
     *
     * @param violations every node that it does not fit, root to leaf; never empty
     * @param maxGrantable the largest amount that would have been admitted, at least 0
     */
    record Denied(List<Violation> violations, Amount maxGrantable) implements Decision {
        /** Whether nothing but the pool's share stood in the way. */
        public boolean isForShareAlone() {
            return violations.stream().allMatch(Violation::forShareAlone);
        }

        @Override
        public <R> R fold(
                Function<? super Admitted, ? extends R> admitted, Function<? super Denied, ? extends R> denied) {
            return denied.apply(this);
        }
    }
}
