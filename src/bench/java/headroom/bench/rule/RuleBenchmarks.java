package headroom.bench.rule;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.quota.rule.Admission;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.Decision;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Structure;
import headroom.quota.rule.Tally;
import headroom.quota.rule.Utilization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What the judgement alone costs, without storage and wire. Fields are not final, or the JIT might know the answers. */
@State(Scope.Benchmark)
public class RuleBenchmarks {
    private Instant now = Instant.parse("2026-01-01T00:00:01Z");
    private Amount amount = Amount.of(3);
    private List<Node> path3 = path(3);
    private List<Node> path16 = path(Structure.MAX_DEPTH);
    private Node leaf = path3.get(2);
    private Limits limits = leaf.limits();
    private Structure.Placed placed = new Structure.Placed(leaf.name(), Amount.of(100), null, 1, Amount.of(50));
    private Optional<Structure.Parent> parent =
            Optional.of(new Structure.Parent(path3.get(1).name(), Amount.of(1_000), null, 2));

    /** Every field set: soft limit, burst, overcommit. */
    private static Limits limits(long limit) {
        return new Limits(
                Amount.of(limit),
                new BigDecimal("1.50"),
                Amount.of(limit * 9 / 10),
                Amount.of(limit * 2),
                Limits.DEFAULT_BURST_SECONDS);
    }

    private static List<Node> path(int depth) {
        List<Node> path = new ArrayList<>();
        Instant before = Instant.parse("2026-01-01T00:00:00Z");
        for (int level = 0; level < depth; level++) {
            EntityType type = level == 0 ? EntityType.ORGANIZATION : EntityType.TEAM;
            Limits limits = limits(1_000L + 100 * (depth - level));
            Tally tally = new Tally(Amount.ZERO, Amount.of(5), Amount.ZERO, Amount.of("512.5"), Amount.ZERO);
            path.add(new Node(
                    new UUID(1, level),
                    level == 0 ? null : new UUID(1, level - 1L),
                    new EntityName(type, "entity-" + level, "concurrent_gpus"),
                    limits,
                    tally,
                    BurstAccount.full(limits, before)));
        }
        return List.copyOf(path);
    }

    @Benchmark
    public List<FieldError> quotaValidation() {
        return limits.brokenRules();
    }

    @Benchmark
    public Amount effectiveLimit() {
        return limits.effective();
    }

    /** Of the whole path, as a check asks for it. */
    @Benchmark
    public Amount availability() {
        return Admission.headroom(path3);
    }

    @Benchmark
    public Decision pathDecision3() {
        return Admission.decide(path3, amount, now);
    }

    @Benchmark
    public Decision pathDecision16() {
        return Admission.decide(path16, amount, now);
    }

    @Benchmark
    public List<FieldError> hierarchyValidation() {
        return Structure.brokenRules(placed, parent, true);
    }

    /** What the usage of a quota is answered with. */
    @Benchmark
    public void usageStatistics(Blackhole answer) {
        Amount usage = leaf.tally().usage();
        answer.consume(Utilization.percent(usage, limits.effective()));
        answer.consume(leaf.available());
        answer.consume(Admission.headroom(path3));
        answer.consume(limits.isSoftLimitReached(usage));
        answer.consume(limits.isSoftLimitExceeded(usage));
        answer.consume(leaf.burstAt(now));
    }
}
