package headroom.quota.rule;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tree of quotas must look like (rules Q1, Q4, Q10, Q13): every broken rule at once. Pure. */
public final class Structure {
    /** Nodes from root to leaf, both counted. */
    public static final int MAX_DEPTH = 16;

    private Structure() {}

    /**
     * The quota that is placed or changed.
     *
     * @param name whose it is
     * @param limit its raw limit after the change
     * @param period its budget period; none when null
     * @param height nodes on the longest way down, itself counted
     * @param largestChildLimit the largest raw limit among its children; null without children
     */
    public record Placed(
            EntityName name,
            Amount limit,
            @Nullable Period period,
            int height,
            @Nullable Amount largestChildLimit) {}

    /**
     * The quota that it is to stand below.
     *
     * @param name whose it is
     * @param limit its raw limit
     * @param period its budget period; none when null
     * @param depth nodes from the root to it, both counted
     */
    public record Parent(
            EntityName name, Amount limit, @Nullable Period period, int depth) {}

    /**
     * Every rule that the quota would break at this place; none when empty.
     *
     * @param childrenWithinParent the tenant's choice on rule Q4; true by default
     */
    public static List<FieldError> brokenRules(Placed quota, Optional<Parent> parent, boolean childrenWithinParent) {
        List<FieldError> broken = new ArrayList<>();
        parent.ifPresent(above -> checkBelow(quota, above, childrenWithinParent, broken));
        Amount childLimit = quota.largestChildLimit();
        if (childrenWithinParent && childLimit != null && childLimit.isMoreThan(quota.limit())) {
            broken.add(new FieldError(
                    "limit_value",
                    "must be at least the largest limit of its children (" + childLimit + "), was " + quota.limit()
                            + " (Q4)"));
        }
        return broken;
    }

    private static void checkBelow(Placed quota, Parent parent, boolean withinParent, List<FieldError> broken) {
        if (!quota.name().type().mayStandBelow(parent.name().type())) {
            broken.add(parentError(quota.name().type().wireName() + " cannot stand below "
                    + parent.name().type().wireName() + " (Q1)"));
        }
        if (!quota.name().resourceType().equals(parent.name().resourceType())) {
            broken.add(parentError("the parent counts " + parent.name().resourceType() + ", not "
                    + quota.name().resourceType() + " (Q1)"));
        }
        if (parent.depth() + quota.height() > MAX_DEPTH) {
            broken.add(parentError("the tree would be " + (parent.depth() + quota.height()) + " deep; at most "
                    + MAX_DEPTH + " (Q1)"));
        }
        if (withinParent && quota.limit().isMoreThan(parent.limit())) {
            broken.add(new FieldError(
                    "limit_value",
                    "must be at most the parent's limit (" + parent.limit() + "), was " + quota.limit() + " (Q4)"));
        }
        if (quota.period() != parent.period()) {
            broken.add(new FieldError(
                    "period",
                    "all quotas of one tree have the same period (" + name(parent.period()) + "), was "
                            + name(quota.period()) + " (Q10)"));
        }
    }

    private static FieldError parentError(String message) {
        return new FieldError("parent_id", message);
    }

    private static String name(@Nullable Period period) {
        return period == null ? "none" : period.wireName();
    }
}
