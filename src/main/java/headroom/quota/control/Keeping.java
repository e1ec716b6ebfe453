package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.entity.NodeRow;
import headroom.quota.rule.Books;
import headroom.quota.rule.Node;
import headroom.quota.rule.SettingAside;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for quotas what they do not lend (rule Q14), where more than a charge changes: the counters of the quotas above say
 * what is set aside. The caller holds the tree.
 */
@ApplicationScoped
public class Keeping {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Nodes nodes;

    /**
     * The quotas that a change of this one would let set aside more than they have; none when empty.
     *
     * @param changed the quota as it would be, at its old place
     * @param newParentId below which it would stand then
     */
    public List<Node> overfilled(Books before, Node changed, @Nullable UUID newParentId, Instant now) {
        if (newParentId == null) {
            return List.of();
        }
        Books after = before.layer();
        after.change(changed, now);
        if (!newParentId.equals(changed.parentId())) {
            after.moveUsage(after.node(changed.id()), newParentId, now);
        }
        return SettingAside.overfilled(after.path(newParentId), before::node);
    }

    /** The quotas that a new one below them would let set aside more than they have; none when empty. */
    public List<Node> overfilled(Ledger ledger, Node planted) {
        Books after = ledger.books().layer();
        after.plant(planted, ledger.now());
        List<Node> path = after.path(planted.id());
        return SettingAside.overfilled(path.subList(0, path.size() - 1), ledger.books()::node);
    }

    /** Sets aside above a new quota what it does not lend. */
    public void keepFor(Ledger ledger, Node planted) {
        if (!planted.setAsideAbove().isZero()) {
            Books after = ledger.books().layer();
            after.plant(planted, ledger.now());
            nodes.save(ledger.tenant(), after.touched());
        }
    }

    /** Sets nothing aside any more for a quota that will be deleted with all below it, and at them. */
    public void keepNothingFor(TenantId tenant, UUID quotaId, Collection<UUID> subtree, Instant now) {
        Books books = new Books(nodes.paths(tenant, List.of(quotaId)).stream()
                .map(NodeRow::node)
                .toList());
        Node node = books.node(quotaId);
        if (node.setAsideAbove().isZero()) {
            return;
        }
        books.change(
                node.with(node.limits().lendingAll(), now).with(node.tally().settingAside(Amount.ZERO), now), now);
        nodes.save(tenant, books.touched());
        entities.createNativeQuery("""
                        update quota_counters set set_aside = 0, version = version + 1
                        where tenant_id = ?1 and quota_id = any (cast(?2 as uuid[])) and set_aside <> 0
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(subtree))
                .executeUpdate();
    }

    /** Counts anew what is set aside in the whole tree, after many counters or limits were changed at once. */
    public void reckon(TenantId tenant, UUID treeId, Instant now) {
        List<Node> all =
                nodes.keeping(tenant, treeId).stream().map(NodeRow::node).toList();
        Map<UUID, Amount> amounts =
                SettingAside.amounts(all.stream().map(SettingAside.Part::of).toList());
        Books books = new Books(all);
        for (Node node : all) {
            Amount amount = amounts.getOrDefault(node.id(), Amount.ZERO);
            if (!amount.equals(node.tally().setAside())) {
                books.put(node.with(node.tally().settingAside(amount), now));
            }
        }
        nodes.save(tenant, books.touched());
    }
}
