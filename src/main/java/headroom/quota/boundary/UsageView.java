package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.rule.Admission;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Tally;
import headroom.quota.rule.Utilization;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a quota stands. */
@Schema(name = "Usage", description = "How a quota stands.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UsageView(
        @Schema(description = "The quota.") UUID quotaId,

        @Schema(description = "What it belongs to.", implementation = EntityType.class)
        EntityType entityType,

        @Schema(description = "Whose it is.", example = "ml-research")
        String entityId,

        @Schema(description = "What is counted.", example = "concurrent_gpus")
        String resourceType,

        @Schema(description = "The raw limit.", type = "number", example = "100")
        Amount limit,

        @Schema(description = "The limit times the overcommit ratio (Q5).", type = "number", example = "150")
        Amount effectiveLimit,

        @Schema(description = "Its own and all below (Q2).", type = "number", example = "120")
        Amount usage,

        @Schema(
                description = "Not used, and kept free for quotas below it that do not lend it (Q14).",
                type = "number",
                minimum = "0",
                example = "0")
        Amount setAside,

        @Schema(
                description = "Effective limit minus usage and what is set aside, never below 0.",
                type = "number",
                minimum = "0",
                example = "30")
        Amount available,

        @Schema(
                description = "usage / effective limit x 100, two fraction digits; 0 when the effective limit is 0.",
                type = "number",
                minimum = "0",
                example = "80")
        BigDecimal utilizationPercent,

        @Schema(description = "Its own part of the usage.", type = "number", example = "0")
        Amount ownUsage,

        @Schema(description = "The reserved part of its own usage.", type = "number", example = "0")
        Amount reserved,

        @Schema(
                description = "The consumed part of the usage: what the end of the period gives back (Q10).",
                type = "number",
                example = "0")
        Amount consumed,

        @Schema(
                description = "What is its own of what it may use: the effective limit (Q14).",
                type = "number",
                example = "150")
        Amount own,

        @Schema(
                description = "Usage and what is set aside, beyond the effective limit: what it has of others (Q14).",
                type = "number",
                minimum = "0",
                example = "0")
        Amount borrowed,

        @Schema(
                description =
                        "What of its own stands idle and is open to others in the tree: the effective limit minus the larger of what it holds and what it does not lend (Q14). 0 at a root.",
                type = "number",
                minimum = "0",
                example = "30")
        Amount lendable,

        @Schema(
                description =
                        "What of the lendable part others have: as much as the quotas above could not give back now (Q14). 0 at a root.",
                type = "number",
                minimum = "0",
                example = "0")
        Amount lent,

        @Schema(
                description =
                        "What the pool of the resource leaves the tenant's tree; null below the root and without a pool.",
                type = "number",
                nullable = true,
                example = "60")
        @Nullable Amount share,

        @Schema(
                description =
                        "What a request here could still get, without burst: the smallest available on the path, with what may be borrowed and what is set aside for this path, within the pool's share.",
                type = "number",
                minimum = "0",
                example = "30")
        Amount headroom,

        @Schema(description = "Null without one.", type = "number", nullable = true, example = "80") @Nullable Amount softLimit,

        @Schema(description = "usage >= soft limit.") boolean softLimitReached,
        @Schema(description = "usage > soft limit.") boolean softLimitExceeded,
        @Schema(description = "usage >= effective limit.") boolean hardLimitReached,

        @Schema(description = "Null without a burst limit.", nullable = true) @Nullable Burst burst) {

    /** What is left of a burst (rule Q7). */
    @Schema(description = "What is left of a burst (Q7).")
    public record Burst(
            @Schema(description = "The burst limit.", type = "number", example = "200")
            Amount limit,

            @Schema(
                    description = "Unit-seconds left in the account.",
                    type = "number",
                    minimum = "0",
                    example = "45000")
            BigDecimal accountSeconds,

            @Schema(
                    description = "What could be taken here now, burst included.",
                    type = "number",
                    minimum = "0",
                    example = "50")
            Amount available) {}

    /** How the last node of a path stands. */
    static UsageView of(List<Node> path, Instant now) {
        Node node = path.get(path.size() - 1);
        Limits limits = node.limits();
        Tally tally = node.tally();
        return new UsageView(
                node.id(),
                node.name().type(),
                node.name().id(),
                node.name().resourceType(),
                limits.limit(),
                limits.effective(),
                tally.usage(),
                tally.setAside(),
                node.available(),
                Utilization.percent(tally.usage(), limits.effective()),
                tally.own(),
                tally.reserved(),
                tally.consumedBelow(),
                limits.effective(),
                node.borrowed(),
                node.lendable(),
                Admission.lent(path),
                node.share(),
                Admission.headroom(path),
                limits.softLimit(),
                limits.isSoftLimitReached(tally.usage()),
                limits.isSoftLimitExceeded(tally.usage()),
                tally.usage().isAtLeast(limits.effective()),
                burst(node, now));
    }

    private static @Nullable Burst burst(Node node, Instant now) {
        Amount burstLimit = node.limits().burstLimit();
        if (burstLimit == null) {
            return null;
        }
        BurstAccount account = node.burstAt(now);
        return new Burst(
                burstLimit,
                account.unitSeconds().setScale(Amount.FRACTION_DIGITS, RoundingMode.DOWN),
                node.room(now).orZeroIfNegative());
    }
}
