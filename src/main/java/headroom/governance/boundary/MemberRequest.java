package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.json.Patch;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A member of a pool as it is written. */
@Schema(
        name = "PoolMemberRequest",
        description = "A member of a pool, whole: what is absent is as by default; a demand stays.")
public record MemberRequest(
        @Schema(description = "The tenant.", example = "acme")
        @NotNull @Pattern(regexp = TenantId.FORM, message = "must be 1 to 64 of a-z A-Z 0-9 . _ -") String tenant,

        @Schema(
                description = "Its part in proportion to the others', more than 0.",
                type = "number",
                nullable = true,
                defaultValue = "1",
                example = "2")
        @DecimalMin(PoolWire.LEAST_WEIGHT) @DecimalMax(PoolWire.MAX_WEIGHT) @Digits(integer = 7, fraction = 4) @Nullable BigDecimal weight,

        @Schema(
                description = "Higher is served first under the strategy priority.",
                nullable = true,
                defaultValue = "0",
                example = "10")
        @Min(-PoolWire.MAX_PRIORITY) @Max(PoolWire.MAX_PRIORITY) @Nullable Integer priority,

        @Schema(
                description = "What is kept for it under the strategy reserved; at most max.",
                type = "number",
                minimum = "0",
                nullable = true,
                defaultValue = "0",
                example = "30")
        @Nullable Amount reserved,

        @Schema(
                description = "The most that it gets; none when absent.",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "50")
        @Nullable Amount max,

        @Schema(
                description = "What it wants; null: what it uses and was denied in the last 60 s. Absent: as it was.",
                type = "number",
                minimum = "0",
                implementation = BigDecimal.class,
                nullable = true,
                example = "80")
        Patch<Amount> demand) {

    /**
     * The terms.
     *
     * @param before the demand until now; none when null
     */
    MemberTerms terms(@Nullable Amount before) {
        return new MemberTermsRequest(weight, priority, reserved, max, demand).terms(new TenantId(tenant), before);
    }
}
