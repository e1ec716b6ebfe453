package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.Patch;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Period;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** A change of a quota: a field that is absent stays, one that is null is removed. */
@MaxBody
@Schema(description = "A change of a quota: a field that is absent stays as it is, null removes an optional one.")
public record ChangeQuotaRequest(
        @Schema(
                description = "The raw limit, at most 4 fraction digits (Q3, Q9).",
                implementation = BigDecimal.class,
                minimum = "0",
                maximum = "1000000000000000",
                example = "150")
        Patch<@NotNull Amount> limitValue,

        @Schema(
                description = "At most limit_value; null removes it (Q6).",
                implementation = BigDecimal.class,
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "80")
        Patch<Amount> softLimit,

        @Schema(
                description = "At least the effective limit; null removes it (Q7).",
                implementation = BigDecimal.class,
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "200")
        Patch<Amount> burstLimit,

        @Schema(
                description = "Seconds (Q7); null restores the default.",
                implementation = Integer.class,
                minimum = "1",
                maximum = "31536000",
                nullable = true,
                example = "900")
        Patch<@Min(1) @Max(Limits.MAX_BURST_SECONDS) Integer> burstSeconds,

        @Schema(
                description = "The effective limit is the limit times this (Q5); null restores 1.",
                implementation = BigDecimal.class,
                minimum = "1",
                maximum = "100",
                nullable = true,
                example = "1.5")
        Patch<@DecimalMin("1") @DecimalMax("100") @Digits(integer = 3, fraction = 2) BigDecimal> overcommitRatio,

        @Schema(
                description = "How far it may go beyond its effective limit (Q14); null removes it: nothing.",
                implementation = BigDecimal.class,
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "20")
        Patch<Amount> borrowingLimit,

        @Schema(
                description =
                        "How much of its effective limit others may use while it idles (Q14); null removes it: all.",
                implementation = BigDecimal.class,
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "40")
        Patch<Amount> lendingLimit,

        @Schema(
                description = "The budget period of the whole tree, to be changed at its root; null removes it (Q10).",
                implementation = Period.class,
                nullable = true)
        Patch<Period> period,

        @Schema(
                description =
                        "The quota that it is to stand below: its subtree and usage move with it (Q13); null makes it a root.",
                implementation = UUID.class,
                nullable = true)
        Patch<UUID> parentId,

        @ArraySchema(
                arraySchema =
                        @Schema(
                                description =
                                        "The percentages of the effective limit that raise an alert; at most 5, each from 1 to 99.99; null restores 80 and 95.",
                                nullable = true,
                                example = "[80, 95]"),
                schema = @Schema(implementation = BigDecimal.class, minimum = "1", maximum = "99.99"))
        Patch<
                        @Size(max = Alarms.MAX_PERCENTS) List<
                                @NotNull @DecimalMin("1") @DecimalMax("99.99") @Digits(integer = 2, fraction = 2) BigDecimal>>
                alertPercents)
        implements JsonBody {

    /** The percentages that raise an alert after the change. */
    List<BigDecimal> percents(List<BigDecimal> before) {
        List<BigDecimal> after = alertPercents.after(before);
        return after == null ? Alarms.DEFAULT_PERCENTS : after;
    }

    /** The limits after the change. */
    Limits limits(Limits before) {
        Amount limit = limitValue.after(before.limit());
        Integer seconds = burstSeconds.after(before.burstSeconds());
        BigDecimal ratio = overcommitRatio.after(before.overcommitRatio());
        return new Limits(
                limit == null ? before.limit() : limit,
                ratio == null ? Limits.DEFAULT_OVERCOMMIT_RATIO : ratio,
                softLimit.after(before.softLimit()),
                burstLimit.after(before.burstLimit()),
                seconds == null ? Limits.DEFAULT_BURST_SECONDS : seconds,
                borrowingLimit.after(before.borrowingLimit()),
                lendingLimit.after(before.lendingLimit()));
    }
}
