package headroom.quota.rule;

import headroom.kernel.Amount;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rule Q14: what a quota does not lend is kept free for it by those above. A node holds {@code own + sum over its children of
 * max(held, local quota)}; what it holds beyond its usage is set aside. The formulas are those that Kueue publishes
 * (kubernetes-sigs/kueue, {@code pkg/cache/scheduler/resource_node.go}: subtree quota, local quota, available), for limits of
 * which a parent's contains its children's. Pure.
 */
public final class SettingAside {
    private SettingAside() {}

    /**
     * A quota as far as it matters for what is set aside.
     *
     * @param id the quota
     * @param parentId the quota above it; a root has none
     * @param limits what it allows
     * @param usage its own and all below
     */
    public record Part(UUID id, @Nullable UUID parentId, Limits limits, Amount usage) {
        public static Part of(Node node) {
            return new Part(
                    node.id(), node.parentId(), node.limits(), node.tally().usage());
        }
    }

    /** What the node above sets aside for one with these limits, usage, and amount set aside itself. */
    static Amount above(Limits limits, Amount usage, Amount setAside) {
        return limits.lendingLimit() == null
                ? setAside
                : usage.plus(setAside).max(limits.localQuota()).minus(usage);
    }

    /**
     * What each of these sets aside, counted from the ground.
     *
     * @param parts every quota that keeps something for itself, and the ancestors of each
     */
    public static Map<UUID, Amount> amounts(Collection<Part> parts) {
        Map<UUID, List<Part>> children = parts.stream()
                .filter(part -> part.parentId() != null)
                .collect(Collectors.groupingBy(SettingAside::parentOf));
        Map<UUID, Amount> amounts = new HashMap<>();
        for (Part part : parts) {
            if (part.parentId() == null) {
                amount(part, children, amounts);
            }
        }
        return amounts;
    }

    private static UUID parentOf(Part part) {
        UUID parentId = part.parentId();
        return parentId == null ? part.id() : parentId;
    }

    private static Amount amount(Part part, Map<UUID, List<Part>> children, Map<UUID, Amount> amounts) {
        Amount sum = Amount.ZERO;
        for (Part child : children.getOrDefault(part.id(), List.of())) {
            sum = sum.plus(above(child.limits(), child.usage(), amount(child, children, amounts)));
        }
        amounts.put(part.id(), sum);
        return sum;
    }

    /** Those of the path that a change lets set aside more than there is of their limit and what they may borrow. */
    public static List<Node> overfilled(List<Node> path, Function<UUID, Node> before) {
        return path.stream()
                .filter(after -> after.tally()
                        .setAside()
                        .isMoreThan(before.apply(after.id()).tally().setAside()))
                .filter(after -> after.tally().held().isMoreThan(after.limits().withBorrowing()))
                .toList();
    }
}
