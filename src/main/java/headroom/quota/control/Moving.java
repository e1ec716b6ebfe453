package headroom.quota.control;

import headroom.quota.entity.Quota;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Admission;
import headroom.quota.rule.Books;
import headroom.quota.rule.Decision;
import headroom.quota.rule.Node;
import headroom.quota.rule.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives a quota another parent (rule Q13): its subtree and its usage go with it. The trees that it leaves and enters are
 * held by the ledger, and the new parent's path is in its books.
 */
@ApplicationScoped
public class Moving {
    @Inject
    private Quotas quotas;

    /** What the move would overfill; empty when it fits. Only ancestors whose usage grows are asked. */
    public Optional<QuotaExceeded> overfilled(Ledger ledger, UUID quotaId, @Nullable UUID newParentId) {
        Books books = ledger.books();
        Node moved = books.node(quotaId);
        if (newParentId == null || !moved.tally().usage().isPositive()) {
            return Optional.empty();
        }
        Set<UUID> before = books.path(quotaId).stream().map(Node::id).collect(Collectors.toSet());
        List<Node> entered = books.path(newParentId).stream()
                .filter(node -> !before.contains(node.id()))
                .toList();
        List<Violation> violations = Admission.violations(entered, moved.tally().usage(), ledger.now());
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(new QuotaExceeded(
                        new Decision.Denied(violations, Admission.maxGrantable(entered, ledger.now())), quotaId));
    }

    /** Moves the quota; {@code into} is the tree that it is in afterwards. */
    public void move(Ledger ledger, Quota quota, @Nullable UUID newParentId, QuotaTree into) {
        Books books = ledger.books();
        Node moved = books.node(quota.id());
        QuotaTree from = ledger.treeOf(quota.id());
        books.moveUsage(moved, newParentId, ledger.now());
        quota.move(newParentId, into.id(), ledger.now());
        if (!from.id().equals(into.id())) {
            quotas.changeTree(ledger.tenant(), quota.id(), into.id());
            if (moved.parentId() == null) {
                from.retire(ledger.now());
            }
        }
        ledger.touch();
    }
}
