package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Period;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A quota to be made. */
@MaxBody
@Schema(description = "A quota to be made.")
public record CreateQuotaRequest(
        @Schema(description = "What the quota belongs to.", implementation = EntityType.class) @NotNull EntityType entityType,

        @Schema(description = "Your own id of the entity.", example = "ml-research")
        @NotNull @Size(min = 1, max = Wire.MAX_ENTITY_ID) String entityId,

        @Schema(description = "What is counted: a built-in or a registered type.", example = "concurrent_gpus")
        @NotNull @Pattern(regexp = Wire.RESOURCE_TYPE, message = Wire.RESOURCE_TYPE_MESSAGE) String resourceType,

        @Schema(
                description = "The raw limit, at most 4 fraction digits; 0 admits nothing (Q3).",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                example = "100")
        @NotNull Amount limitValue,

        @Schema(description = "The quota above it (Q1); a root when absent.", nullable = true) @Nullable UUID parentId,

        @Schema(
                description = "Warns when usage exceeds it, never denies; at most limit_value (Q6).",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "80")
        @Nullable Amount softLimit,

        @Schema(
                description =
                        "How far usage may stand above the effective limit for a while; at least the effective limit (Q7).",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "120")
        @Nullable Amount burstLimit,

        @Schema(
                description = "How long a burst over the whole span lasts, in seconds (Q7).",
                nullable = true,
                defaultValue = "900",
                example = "900")
        @Min(1) @Max(Limits.MAX_BURST_SECONDS) @Nullable Integer burstSeconds,

        @Schema(
                description = "The effective limit is the limit times this (Q5).",
                type = "number",
                nullable = true,
                defaultValue = "1.00",
                example = "1.5")
        @DecimalMin("1") @DecimalMax("100") @Digits(integer = 3, fraction = 2) @Nullable BigDecimal overcommitRatio,

        @Schema(
                description =
                        "How far it may go beyond its effective limit, where the quotas above have it to give; nothing when absent. Not at a root, not beside a burst_limit (Q14).",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "20")
        @Nullable Amount borrowingLimit,

        @Schema(
                description =
                        "How much of its effective limit others may use while it idles; the rest is kept free for it. All when absent. Not at a root (Q14).",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "40")
        @Nullable Amount lendingLimit,

        @Schema(
                description =
                        "Makes it a budget: what is consumed stays in usage until the period ends (Q10). A child takes its parent's when absent.",
                implementation = Period.class,
                nullable = true)
        @Nullable Period period,

        @Schema(
                description =
                        "Alerts are raised when usage comes to these percentages of the effective limit, beside the soft limit, 100 % and what is above; at most 5, each from 1 to 99.99. 80 and 95 when absent.",
                nullable = true,
                example = "[80, 95]")
        @Size(max = Alarms.MAX_PERCENTS) @Nullable List<@NotNull @DecimalMin("1") @DecimalMax("99.99") @Digits(integer = 2, fraction = 2) BigDecimal>
                alertPercents)
        implements JsonBody {

    List<BigDecimal> percents() {
        return alertPercents == null ? Alarms.DEFAULT_PERCENTS : alertPercents;
    }

    EntityName name() {
        return new EntityName(entityType, entityId, resourceType);
    }

    Limits limits() {
        return new Limits(
                limitValue,
                overcommitRatio == null ? Limits.DEFAULT_OVERCOMMIT_RATIO : overcommitRatio,
                softLimit,
                burstLimit,
                burstSeconds == null ? Limits.DEFAULT_BURST_SECONDS : burstSeconds,
                borrowingLimit,
                lendingLimit);
    }
}
