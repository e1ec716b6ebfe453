package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is settled about a pool, without how it stands: what the audit trail shows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PoolPolicyView(
        String name,
        String resourceType,
        Amount capacity,
        Strategy strategy,
        PoolOptionsView options,
        List<Terms> members) {

    /** The terms of a member. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            String tenant,
            BigDecimal weight,
            int priority,
            Amount reserved,
            @Nullable Amount max,
            @Nullable Amount demand) {
        static Terms of(MemberTerms terms) {
            return new Terms(
                    terms.tenant().value(),
                    PoolWire.weight(terms),
                    terms.priority(),
                    terms.reserved(),
                    terms.max(),
                    terms.demand());
        }
    }

    static PoolPolicyView of(PoolTerms terms, Collection<MemberTerms> members) {
        return new PoolPolicyView(
                terms.name(),
                terms.resourceType(),
                terms.capacity(),
                terms.strategy(),
                PoolOptionsView.of(terms.options()),
                members.stream().map(Terms::of).toList());
    }
}
