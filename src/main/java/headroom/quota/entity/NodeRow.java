package headroom.quota.entity;

import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node as it was read, with what ties it to its tree.
 *
 * @param node for the decision
 * @param treeId the tree that it is in
 * @param period the tree's budget period; none when null
 */
public record NodeRow(Node node, UUID treeId, @Nullable Period period) {}
