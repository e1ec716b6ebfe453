package headroom.governance.boundary;

import headroom.governance.boundary.ForeseeingShares.Bound;
import headroom.governance.boundary.ForeseeingShares.Shares;
import headroom.governance.boundary.Foresight.DeniedThen;
import headroom.governance.boundary.Foresight.Otherwise;
import headroom.governance.boundary.Foresight.OverLimit;
import headroom.governance.boundary.Plan.LimitStep;
import headroom.governance.boundary.Plan.PauseStep;
import headroom.governance.control.PastTrees;
import headroom.governance.control.PastTrees.Finding;
import headroom.governance.control.PastTrees.Question;
import headroom.governance.rule.Replay;
import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.control.Nodes;
import headroom.quota.control.Quotas;
import headroom.quota.control.TenantShares;
import headroom.quota.entity.NodeRow;
import headroom.quota.rule.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what a plan would come to. Holds nothing, changes nothing: what others do meanwhile may be seen in parts. Behind no wall. */
@ApplicationScoped
public class Foreseeing {
    /** Looked at for one plan; together some seconds of work. */
    private static final int MAX_TREES = 1_000;

    private static final int MAX_NODES = 10_000;
    private static final int MAX_ALLOCATIONS = 100_000;

    /** Told one by one; the rest is counted. */
    private static final int MAX_TOLD = 1_000;

    @Inject
    private ForeseeingShares shares;

    @Inject
    private PastTrees past;

    @Inject
    private Nodes nodes;

    @Inject
    private Quotas quotas;

    @Inject
    private DatabaseClock clock;

    Foresight of(Plan plan) {
        Instant now = clock.now();
        Shares foreseen = shares.of(plan);
        List<OverLimit> over = new ArrayList<>(foreseen.over());
        Map<UUID, Question> questions = new LinkedHashMap<>();
        plan.limits().forEach(step -> look(step, now, over, questions));
        foreseen.bounds().forEach((root, bound) -> ask(root, bound, questions));
        boolean complete = true;
        for (PauseStep pause : plan.pauses()) {
            TenantId tenant = new TenantId(pause.tenant());
            List<UUID> roots = quotas.roots(tenant, MAX_TREES + 1);
            complete &= roots.size() <= MAX_TREES;
            roots.forEach(root -> questions.put(root, paused(tenant, root, questions.get(root))));
        }
        return new Foresight(now, foreseen.pools(), over, decidedOtherwise(questions, complete, now));
    }

    /** What a limit would do where it is, and which tree is to be looked at for it. */
    private void look(LimitStep step, Instant now, List<OverLimit> over, Map<UUID, Question> questions) {
        TenantId tenant = new TenantId(step.tenant());
        @Nullable UUID root = null;
        for (NodeRow row : nodes.paths(tenant, List.of(step.quotaId()))) {
            Node node = row.node();
            if (node.parentId() == null) {
                root = node.id();
            }
            if (node.id().equals(step.quotaId())) {
                Amount limit = past.inForce(tenant, node.id(), step.limitValue(), now);
                Amount effective = node.limits().limitedTo(limit).effective();
                Amount usage = node.tally().usage();
                if (usage.isMoreThan(effective)) {
                    over.add(new OverLimit(step.tenant(), node.id(), null, effective, usage, usage.minus(effective)));
                }
            }
        }
        if (root != null) {
            Question known = questions.get(root);
            Map<UUID, Amount> limits = new LinkedHashMap<>(known == null ? Map.of() : known.limits());
            limits.put(step.quotaId(), step.limitValue());
            questions.put(root, new Question(tenant, root, limits, null, false));
        }
    }

    /** A share that does not fall denies nobody, but counts beside a limit that does. */
    private static void ask(UUID root, Bound bound, Map<UUID, Question> questions) {
        Question known = questions.get(root);
        if (known != null || bound.falls()) {
            Map<UUID, Amount> limits = known == null ? Map.of() : known.limits();
            questions.put(
                    root, new Question(bound.tenant(), root, limits, new TenantShares.Share(bound.after()), false));
        }
    }

    private static Question paused(TenantId tenant, UUID root, @Nullable Question known) {
        return known == null
                ? new Question(tenant, root, Map.of(), null, true)
                : new Question(tenant, root, known.limits(), known.share(), true);
    }

    private Otherwise decidedOtherwise(Map<UUID, Question> questions, boolean allAsked, Instant now) {
        List<Question> inOrder = questions.values().stream()
                .sorted(Comparator.comparing(
                                (Question question) -> question.tenant().value())
                        .thenComparing(Question::root))
                .toList();
        boolean complete = allAsked && inOrder.size() <= MAX_TREES;
        int nodesLeft = MAX_NODES;
        int allocationsLeft = MAX_ALLOCATIONS;
        int total = 0;
        List<DeniedThen> told = new ArrayList<>();
        for (Question question : inOrder.subList(0, Math.min(MAX_TREES, inOrder.size()))) {
            Optional<Finding> found = past.ask(question, nodesLeft, allocationsLeft, now);
            if (found.isEmpty()) {
                complete = false;
                continue;
            }
            Finding finding = found.get();
            nodesLeft -= finding.nodes();
            allocationsLeft -= finding.allocations();
            total += finding.denied().size();
            finding.denied().stream()
                    .limit((long) MAX_TOLD - told.size())
                    .forEach(denied -> told.add(told(question.tenant(), denied)));
        }
        return new Otherwise(total, complete, told);
    }

    private static DeniedThen told(TenantId tenant, Replay.Denied denied) {
        Replay.Held held = denied.held();
        return new DeniedThen(
                held.id(),
                tenant.value(),
                held.quotaId(),
                held.jobId(),
                held.amount(),
                held.from(),
                Constants.written(denied.reason()),
                denied.by());
    }
}
