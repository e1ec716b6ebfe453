package headroom.governance.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.governance.control.PoolSettling.Seen;
import headroom.governance.rule.Claim;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Standing;
import headroom.kernel.Amount;
import headroom.quota.control.TenantShares;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of a pool, as it is shown. */
@Schema(name = "PoolMember", description = "A tenant in a pool: its terms, and how it stands.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PoolMemberView(
        @Schema(description = "The tenant.", example = "acme")
        String tenant,

        @Schema(description = "Its part in proportion to the others'.", type = "number", example = "2")
        BigDecimal weight,

        @Schema(description = "Higher is served first under the strategy priority.", example = "10")
        int priority,

        @Schema(description = "What is kept for it under the strategy reserved.", type = "number", example = "30")
        Amount reserved,

        @Schema(
                description = "The most that it gets; none when null.",
                type = "number",
                nullable = true,
                example = "50")
        @Nullable Amount max,

        @Schema(
                description = "The same with the overrides that are in force now.",
                type = "number",
                nullable = true,
                example = "80")
        @Nullable Amount maxInForce,

        @Schema(description = "What it wants.", type = "number", example = "80")
        Amount demand,

        @Schema(
                description = "Whether it says so itself; else it is what it uses and was denied in the last 60 s.",
                example = "true")
        boolean demandReported,

        @Schema(
                description = "What its tree may use now; where the pool does not bind it, what it wants.",
                type = "number",
                example = "60")
        Amount share,

        @Schema(description = "Whether the share binds; if not, only its limits do.", example = "true")
        boolean binding,

        @Schema(description = "What its tree uses now.", type = "number", example = "50")
        Amount usage,

        @Schema(description = "Usage above the share, from before that was lowered.", type = "number", example = "0")
        Amount over,

        @Schema(description = "Its root quota of the resource; none yet when null.", nullable = true) @Nullable UUID quotaId,

        @Schema(
                description = "The effective limit of that; the smaller of it and the share binds.",
                type = "number",
                nullable = true,
                example = "1000")
        @Nullable Amount limit) {

    static PoolMemberView of(Member member, Seen seen) {
        MemberTerms terms = member.terms();
        Claim claim = seen.claim(terms.tenant());
        Standing standing = seen.standing(claim);
        TenantShares.Member tree = seen.tree(claim);
        Amount share = standing.share();
        return new PoolMemberView(
                terms.tenant().value(),
                PoolWire.weight(terms),
                terms.priority(),
                terms.reserved(),
                terms.max(),
                claim.max(),
                claim.demand(),
                terms.demand() != null,
                share == null ? claim.demand() : share,
                share != null,
                standing.usage(),
                share == null ? Amount.ZERO : standing.usage().minus(share).orZeroIfNegative(),
                tree.root(),
                tree.limit());
    }
}
