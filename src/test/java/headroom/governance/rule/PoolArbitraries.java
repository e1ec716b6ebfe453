package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Pools of all kinds: few and many members, tight and roomy, whole and odd amounts. */
class PoolArbitraries extends DomainContextBase {
    /** A pool whose reservations fit. */
    record Case(Amount capacity, PoolOptions options, List<Claim> claims) {}

    @Provide
    Arbitrary<Strategy> strategies() {
        return Arbitraries.of(Strategy.class);
    }

    @Provide
    Arbitrary<Case> pools() {
        return Combinators.combine(amounts(400), floors(), claims().list().ofMaxSize(12))
                .as((capacity, floor, drafts) -> {
                    List<Claim> claims = new ArrayList<>();
                    Amount unreserved = capacity;
                    for (Claim draft : drafts) {
                        Amount reserved = draft.reserved().min(unreserved);
                        unreserved = unreserved.minus(reserved);
                        claims.add(new Claim(
                                new TenantId("t" + claims.size()),
                                draft.weight(),
                                draft.priority(),
                                draft.max() == null ? reserved : reserved.min(draft.max()),
                                draft.max(),
                                draft.demand(),
                                draft.open()));
                    }
                    return new Case(capacity, new PoolOptions(false, floor, PoolOptions.DEFAULT_RECLAIM_GRACE), claims);
                });
    }

    private static Arbitrary<Claim> claims() {
        Arbitrary<BigDecimal> weights = Arbitraries.oneOf(
                Arbitraries.just(BigDecimal.ONE),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("0.0001"), BigDecimal.valueOf(100))
                        .ofScale(4));
        return Combinators.combine(
                        weights,
                        Arbitraries.integers().between(-2, 2),
                        amounts(60),
                        amounts(200).injectNull(0.5),
                        amounts(300),
                        Arbitraries.of(true, false))
                .as((weight, priority, reserved, max, demand, open) ->
                        new Claim(new TenantId("draft"), weight, priority, reserved, max, demand, open));
    }

    private static Arbitrary<BigDecimal> floors() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                .ofScale(2);
    }

    private static Arbitrary<Amount> amounts(int most) {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, most).map(Amount::of),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(most))
                        .ofScale(4)
                        .map(Amount::of),
                Arbitraries.integers().between(0, most).map(millions -> Amount.of(1_000_000_000_000L * millions)),
                Arbitraries.integers().between(0, 20).map(units -> Amount.of(BigDecimal.valueOf(units, 4))));
    }
}
