package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.entity.Quota;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Period;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A quota as callers see it. */
@Schema(name = "Quota", description = "One entity's limit on one resource: a node of a tree.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QuotaView(
        @Schema(description = "Names the quota for ever.", requiredMode = Schema.RequiredMode.REQUIRED)
        UUID id,

        @Schema(
                description = "What the quota belongs to.",
                implementation = EntityType.class,
                requiredMode = Schema.RequiredMode.REQUIRED)
        EntityType entityType,

        @Schema(
                description = "The caller's own id of the entity.",
                minLength = 1,
                maxLength = 255,
                example = "ml-research",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String entityId,

        @Schema(
                description = "What is counted, with its unit in its name.",
                example = "concurrent_gpus",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String resourceType,

        @Schema(
                description = "The raw limit (Q3).",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                example = "100",
                requiredMode = Schema.RequiredMode.REQUIRED)
        Amount limitValue,

        @Schema(description = "The quota above it; null for a root.", nullable = true) @Nullable UUID parentId,

        @Schema(
                description = "Warns when usage exceeds it, never denies (Q6).",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "80")
        @Nullable Amount softLimit,

        @Schema(
                description = "How far usage may stand above the effective limit for a while (Q7).",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "120")
        @Nullable Amount burstLimit,

        @Schema(
                description = "How long a burst over the whole span lasts, in seconds (Q7).",
                minimum = "1",
                maximum = "31536000",
                example = "900")
        int burstSeconds,

        @Schema(
                description = "The effective limit is the limit times this (Q5).",
                type = "number",
                minimum = "1",
                maximum = "100",
                example = "1.5")
        BigDecimal overcommitRatio,

        @Schema(
                description =
                        "How far it may go beyond its effective limit, where the quotas above have it to give; null: nothing (Q14).",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "20")
        @Nullable Amount borrowingLimit,

        @Schema(
                description =
                        "How much of its effective limit others may use while it idles; the rest is kept free for it; null: all (Q14).",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "40")
        @Nullable Amount lendingLimit,

        @Schema(
                description = "Makes it a budget: what is consumed stays in usage until the period ends (Q10).",
                implementation = Period.class,
                nullable = true)
        @Nullable Period period,

        @Schema(description = "The percentages of the effective limit that raise an alert.", example = "[80, 95]")
        List<BigDecimal> alertPercents,

        @Schema(description = "Counts the changes; the ETag.", example = "1")
        long version,

        @Schema(description = "When it was created.", type = "string", format = "date-time")
        Instant createdAt,

        @Schema(description = "When it was last changed.", type = "string", format = "date-time")
        Instant updatedAt) {

    static QuotaView of(Quota quota, @Nullable Period period) {
        Limits limits = quota.limits();
        return new QuotaView(
                quota.id(),
                quota.name().type(),
                quota.name().id(),
                quota.name().resourceType(),
                limits.limit(),
                quota.parentId().orElse(null),
                limits.softLimit(),
                limits.burstLimit(),
                limits.burstSeconds(),
                limits.overcommitRatio(),
                limits.borrowingLimit(),
                limits.lendingLimit(),
                period,
                quota.alertPercents(),
                quota.version(),
                quota.createdAt(),
                quota.updatedAt());
    }
}
