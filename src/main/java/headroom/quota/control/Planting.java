package headroom.quota.control;

import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.quota.entity.Quota;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds quotas, with the tree of a root. All rules have been checked. */
@ApplicationScoped
public class Planting {
    @Inject
    private Quotas quotas;

    @Inject
    private Trees trees;

    @Inject
    private Nodes nodes;

    @Inject
    private TenantShares shares;

    /** A tree that waits for its root; bound by what a pool leaves the tenant. */
    public QuotaTree tree(TenantId tenant, String resourceType, @Nullable Period period, Instant now) {
        QuotaTree tree = new QuotaTree(
                tenant,
                Ids.next(),
                resourceType,
                period,
                shares.keep(tenant, resourceType)
                        .map(TenantShares.Share::amount)
                        .orElse(null),
                now);
        trees.add(tree);
        return tree;
    }

    /** A quota with empty counters and a full burst account. */
    public Quota quota(
            TenantId tenant,
            QuotaTree tree,
            @Nullable UUID parentId,
            EntityName name,
            Limits limits,
            List<BigDecimal> alertPercents,
            Instant now) {
        Quota quota = new Quota(tenant, Ids.next(), tree.id(), parentId, name, limits, now);
        quota.watch(alertPercents);
        quotas.add(quota);
        nodes.insert(tenant, new Node(quota.id(), parentId, name, limits, Tally.EMPTY, BurstAccount.full(limits, now)));
        trees.decided(tree, now);
        return quota;
    }
}
