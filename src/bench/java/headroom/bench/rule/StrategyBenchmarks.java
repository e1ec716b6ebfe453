package headroom.bench.rule;

import headroom.governance.rule.Claim;
import headroom.governance.rule.Division;
import headroom.governance.rule.PoolOptions;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;

/** What a division of a pool costs by strategy and number of members, of whom half want more than there is. */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
public class StrategyBenchmarks {
    @Param({"UNLIMITED", "MAX_LIMIT", "PROPORTIONAL", "PRIORITY", "RESERVED"})
    private Strategy strategy;

    @Param({"10", "1000", "100000"})
    private int members;

    private List<Claim> claims = List.of();
    private Amount capacity = Amount.ZERO;

    /** Weights, priorities, reservations, maxima and demands of all kinds, the same in each run. */
    @Setup
    public void members() {
        Random random = new Random(members);
        claims = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            claims.add(new Claim(
                    new TenantId("tenant-" + i),
                    BigDecimal.valueOf(1 + random.nextInt(100), 1),
                    random.nextInt(5),
                    Amount.of(random.nextInt(5)),
                    random.nextBoolean() ? null : Amount.of(5 + random.nextInt(100)),
                    Amount.of(BigDecimal.valueOf(random.nextInt(400_000), 4)),
                    false));
        }
        capacity = Amount.of(10L * members);
    }

    @Benchmark
    public Map<TenantId, Amount> divide() {
        return Division.divide(strategy, capacity, PoolOptions.DEFAULT, claims);
    }
}
