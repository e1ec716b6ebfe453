package headroom.governance.control;

import headroom.governance.rule.Replay;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.quota.control.LimitOverrides;
import headroom.quota.control.Nodes;
import headroom.quota.control.PastAllocations;
import headroom.quota.control.PastAllocations.PastAllocation;
import headroom.quota.control.TenantShares.Share;
import headroom.quota.entity.NodeRow;
import headroom.quota.rule.LimitOverride;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.Structure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides the last day of trees again by other limits and shares. Holds nothing, changes nothing. Behind no wall. */
@ApplicationScoped
public class PastTrees {
    /** How far back is looked. */
    public static final Duration WINDOW = Duration.ofHours(24);

    @Inject
    private Nodes nodes;

    @Inject
    private PastAllocations past;

    @Inject
    private LimitOverrides overrides;

    /**
     * A tree to be decided again.
     *
     * @param root its root quota
     * @param limits the raw limits that are to be others, by quota
     * @param share what a pool is to leave it; as it is when null
     * @param paused whether the tenant is to be paused
     */
    public record Question(
            TenantId tenant,
            UUID root,
            Map<UUID, Amount> limits,
            @Nullable Share share,
            boolean paused) {}

    /**
     * What became of it.
     *
     * @param denied who would have been
     * @param nodes how many quotas were looked at
     * @param allocations how many allocations
     */
    public record Finding(List<Replay.Denied> denied, int nodes, int allocations) {}

    /** What would have been denied; empty where there are more nodes or allocations than these. */
    public Optional<Finding> ask(Question question, int maxNodes, int maxAllocations, Instant now) {
        TenantId tenant = question.tenant();
        List<NodeRow> rows = nodes.subtree(tenant, question.root(), Structure.MAX_DEPTH, maxNodes + 1);
        if (rows.isEmpty() || rows.size() > maxNodes) {
            return rows.isEmpty() ? Optional.of(new Finding(List.of(), 0, 0)) : Optional.empty();
        }
        @Nullable Period period = rows.get(0).period();
        Instant dayAgo = now.minus(WINDOW);
        Instant begun = period == null ? dayAgo : period.start(now);
        Instant since = begun.isAfter(dayAgo) ? begun : dayAgo;
        Collection<UUID> ids = rows.stream().map(row -> row.node().id()).toList();
        List<PastAllocation> held = past.since(tenant, ids, since, maxAllocations + 1);
        if (held.size() > maxAllocations) {
            return Optional.empty();
        }
        Map<UUID, Amount> consumed = period == null ? Map.of() : past.consumed(tenant, ids, begun, since);
        Replay replay = new Replay(
                rows.stream().map(row -> asked(row.node(), question, now)).toList(),
                since,
                period != null,
                question.paused());
        return Optional.of(new Finding(
                replay.denied(held.stream().map(PastTrees::held).toList(), consumed), rows.size(), held.size()));
    }

    /** The raw limit that the quota would have now, where overrides stand beside another one. */
    public Amount inForce(TenantId tenant, UUID quotaId, Amount limit, Instant now) {
        List<LimitOverride> live = overrides.live(tenant, quotaId, now).stream()
                .map(LimitOverrides.Noted::override)
                .toList();
        return LimitOverride.limit(live, limit, now).orElse(limit);
    }

    private Node asked(Node node, Question question, Instant now) {
        Amount limit = question.limits().get(node.id());
        Limits limits = limit == null
                ? node.limits()
                : node.limits().limitedTo(inForce(question.tenant(), node.id(), limit, now));
        return new Node(
                node.id(),
                node.parentId(),
                node.name(),
                limits,
                node.tally(),
                node.burst(),
                node.alarms(),
                node.parentId() == null && question.share() != null
                        ? question.share().amount()
                        : node.share());
    }

    private static Replay.Held held(PastAllocation past) {
        return new Replay.Held(
                past.id(),
                past.quotaId(),
                past.jobId(),
                past.amount(),
                past.consumed(),
                past.allocatedAt(),
                past.releasedAt());
    }
}
