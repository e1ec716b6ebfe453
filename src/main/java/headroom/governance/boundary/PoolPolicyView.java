package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolOptions;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is settled about a pool, without how it stands: what the audit trail and the policy document show, and plans keep. */
@Schema(name = "PoolPolicy", description = "What is settled about a pool, without how it stands.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolPolicyView(
        @Schema(description = "Names it among all pools.", example = "gpus-eu")
        String name,

        @Schema(description = "What it is the capacity of.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "What there is to share.", type = "number", example = "120")
        Amount capacity,

        @Schema(description = "How it is divided.", implementation = Strategy.class)
        Strategy strategy,

        @Schema(description = "What is settled beside the strategy.")
        PoolOptionsView options,

        @Schema(description = "Who shares it, by tenant.") List<Terms> members) {

    /** The terms of a member. */
    @Schema(name = "PoolMemberTerms", description = "On what terms a tenant is in a pool.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Terms(
            @Schema(description = "The tenant.", example = "acme")
            String tenant,

            @Schema(description = "Its part in proportion to the others'.", type = "number", example = "2")
            BigDecimal weight,

            @Schema(description = "Higher is served first under the strategy priority.", example = "10")
            int priority,

            @Schema(description = "What is kept for it under the strategy reserved.", type = "number", example = "30")
            Amount reserved,

            @Schema(description = "The most that it gets; none when absent.", type = "number", example = "50") @Nullable Amount max,

            @Schema(description = "What it says that it wants; measured when absent.", type = "number", example = "80")
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

        MemberTerms terms() {
            return new MemberTerms(new TenantId(tenant), weight, priority, reserved, max, demand);
        }
    }

    /** The members by tenant: the same policy is shown in one way. */
    static PoolPolicyView of(PoolTerms terms, Collection<MemberTerms> members) {
        return new PoolPolicyView(
                terms.name(),
                terms.resourceType(),
                terms.capacity(),
                terms.strategy(),
                PoolOptionsView.of(terms.options()),
                members.stream()
                        .map(Terms::of)
                        .sorted(Comparator.comparing(Terms::tenant))
                        .toList());
    }

    PoolTerms terms() {
        return new PoolTerms(
                name,
                resourceType,
                capacity,
                strategy,
                new PoolOptions(
                        options.oversubscribe(), options.floorPercent(), Duration.parse(options.reclaimGrace())));
    }

    List<MemberTerms> memberTerms() {
        return members.stream().map(Terms::terms).toList();
    }
}
