package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.control.Nodes;
import headroom.quota.control.Quotas;
import headroom.quota.control.Trees;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.Quota;
import headroom.quota.rule.Books;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.Structure;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Answers questions about quotas. Waits for no decision and holds none up. */
@Stateless
public class ReadingQuotas {
    /** Nodes of one tree that an answer holds. */
    static final int MAX_TREE_NODES = 10_000;

    @Inject
    private Quotas quotas;

    @Inject
    private Nodes nodes;

    @Inject
    private Trees trees;

    @Inject
    private DatabaseClock clock;

    public Outcome<PlacedQuota> find(TenantId tenant, UUID id) {
        return quotas.find(tenant, id)
                .map(quota -> Outcome.done(placed(tenant, List.of(quota)).get(0)))
                .orElseGet(() -> Outcome.refused(QuotaLocator.noQuota(id)));
    }

    /** A page of quotas after this id. */
    public List<PlacedQuota> page(TenantId tenant, Quotas.Filter filter, Optional<UUID> after, int limit) {
        return placed(tenant, quotas.page(tenant, filter, after, limit));
    }

    public Outcome<UsageView> usage(TenantId tenant, UUID id) {
        List<NodeRow> rows = nodes.paths(tenant, List.of(id));
        if (rows.isEmpty()) {
            return Outcome.refused(QuotaLocator.noQuota(id));
        }
        Books books = new Books(rows.stream().map(NodeRow::node).toList());
        return Outcome.done(UsageView.of(books.path(id), clock.now()));
    }

    /**
     * The quota with what is below it.
     *
     * @param depth levels, the quota's own counted
     */
    public Outcome<TreeView> tree(TenantId tenant, UUID id, int depth) {
        List<Node> subtree =
                nodes.subtree(tenant, id, Math.min(depth, Structure.MAX_DEPTH), MAX_TREE_NODES + 1).stream()
                        .map(NodeRow::node)
                        .toList();
        if (subtree.isEmpty()) {
            return Outcome.refused(QuotaLocator.noQuota(id));
        }
        if (subtree.size() > MAX_TREE_NODES) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.TOO_MANY_NODES,
                    "the tree has more than " + MAX_TREE_NODES + " nodes; ask for less depth or a lower quota"));
        }
        Map<UUID, List<Node>> childrenOf = subtree.stream()
                .filter(node -> node.parentId() != null && !node.id().equals(id))
                .collect(Collectors.groupingBy(
                        node -> Optional.ofNullable(node.parentId()).orElseThrow()));
        Node top = subtree.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow();
        return Outcome.done(TreeView.of(top, childrenOf));
    }

    private List<PlacedQuota> placed(TenantId tenant, List<Quota> found) {
        Map<UUID, Period> periodOf = trees.periods(
                tenant, found.stream().map(Quota::treeId).distinct().toList());
        return found.stream()
                .map(quota -> new PlacedQuota(quota, periodOf.get(quota.treeId())))
                .toList();
    }
}
