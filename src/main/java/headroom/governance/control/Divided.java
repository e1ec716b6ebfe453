package headroom.governance.control;

import headroom.governance.rule.Claim;
import headroom.governance.rule.PoolOptions;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Settlement;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run divided and to what, as it is kept: enough to divide it again. */
public record Divided(
        String resourceType,
        Amount capacity,
        Strategy strategy,
        boolean oversubscribe,
        BigDecimal floorPercent,
        List<Part> members) {

    /**
     * One member's part.
     *
     * @param open whether the demand was only what was seen, so that the member might want more
     * @param target what the strategy says; the pool does not bound it when null
     * @param share what its tree could use after the run; unbounded when null
     */
    public record Part(
            String tenant,
            BigDecimal weight,
            int priority,
            Amount reserved,
            @Nullable Amount max,
            Amount demand,
            boolean open,
            Amount usage,
            @Nullable Amount target,
            @Nullable Amount share) {
        static Part of(Claim claim, Amount usage, @Nullable Amount target, @Nullable Amount share) {
            return new Part(
                    claim.tenant().value(),
                    claim.weight(),
                    claim.priority(),
                    claim.reserved(),
                    claim.max(),
                    claim.demand(),
                    claim.open(),
                    usage,
                    target,
                    share);
        }

        Claim claim() {
            return new Claim(new TenantId(tenant), weight, priority, reserved, max, demand, open);
        }
    }

    static Divided of(PoolTerms terms, List<Part> members) {
        return new Divided(
                terms.resourceType(),
                terms.capacity(),
                terms.strategy(),
                terms.options().oversubscribe(),
                terms.options().floorPercent(),
                members);
    }

    /** Divides it again. */
    public Map<TenantId, Amount> again() {
        PoolOptions options = new PoolOptions(oversubscribe, floorPercent, Duration.ZERO);
        return Settlement.targets(
                strategy, capacity, options, members.stream().map(Part::claim).toList());
    }
}
