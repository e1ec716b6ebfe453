package headroom.quota.boundary;

import headroom.platform.DatabaseClock;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Nodes;
import headroom.quota.control.Trees;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.entity.NodeRow;
import headroom.quota.rule.Node;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What time alone brings about: allocations that expire (rule A3), budget periods that end (rule Q10), burst accounts
 * that run empty (rule Q7). Each tree in a transaction of its own, under its lock and judged again there, so that two
 * servers that see the same thing due do it once.
 */
@Stateless
public class EndingWhatIsDue {
    /** Trees looked for at once, of each kind. */
    private static final int MAX_TREES = 200;

    @Inject
    private Trees trees;

    @Inject
    private Nodes nodes;

    @Inject
    private Ledgers ledgers;

    @Inject
    private DatabaseClock clock;

    /** The trees that something is due in, of all tenants. */
    public List<TreeRef> trees() {
        Instant now = clock.now();
        Set<TreeRef> due = new LinkedHashSet<>(trees.withDueAllocations(now, MAX_TREES));
        due.addAll(trees.withPeriodOver(now, MAX_TREES));
        due.addAll(trees.withEmptiedBurst(now, MAX_TREES));
        return new ArrayList<>(due);
    }

    /** Ends what is due in one tree; tells how many allocations expired. Opening the ledger ends the period. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public int end(TreeRef tree) {
        Ledger ledger = ledgers.openTrees(tree.tenant(), Set.of(tree.treeId()));
        int expired = ledgers.expireDue(ledger);
        ledgers.save(ledger);
        List<Node> settled = nodes.withBurst(tree.tenant(), tree.treeId()).stream()
                .map(NodeRow::node)
                .map(node -> node.with(node.tally(), ledger.now()))
                .toList();
        nodes.save(tree.tenant(), settled);
        return expired;
    }
}
