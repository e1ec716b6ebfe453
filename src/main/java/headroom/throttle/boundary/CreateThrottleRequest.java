package headroom.throttle.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.throttle.rule.Aim;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Mode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A throttle to be made. */
@MaxBody
@Schema(
        description =
                "A throttle to be made: at least one of max_active, max_per_hour, and burst_capacity with refill_per_second. Reason and ticket come from the token.")
public record CreateThrottleRequest(
        @Schema(
                description =
                        "* makes it the platform's, one count over all tenants (also needs orch:platform); the token's tenant when absent.",
                allowableValues = "*",
                nullable = true,
                example = "*")
        @Pattern(regexp = "\\*", message = "must be * or absent: a throttle is for the token's tenant or for all") @Nullable String tenant,

        @Schema(description = "The job type, or * for all of them together.", example = "import")
        @NotNull @Pattern(regexp = Aim.NAME, message = Aim.NAME_RULE) String jobType,

        @Schema(description = "The source, or * for all of them together.", example = "*")
        @NotNull @Pattern(regexp = Aim.NAME, message = Aim.NAME_RULE) String source,

        @Schema(
                description = "Permits that are live at once, whatever they cost; 0 lets nothing through.",
                minimum = "0",
                maximum = "1000000",
                nullable = true,
                example = "5")
        @Nullable Integer maxActive,

        @Schema(
                description = "Cost of what is granted in any hour.",
                minimum = "1",
                maximum = "1000000",
                nullable = true,
                example = "200")
        @Nullable Integer maxPerHour,

        @Schema(
                description = "Cost of what is granted at a stretch: tokens that the bucket holds.",
                minimum = "1",
                maximum = "1000000",
                nullable = true,
                example = "20")
        @Nullable Integer burstCapacity,

        @Schema(
                description = "Tokens that come back each second, at most 3 fraction digits.",
                minimum = "0.001",
                maximum = "1000000",
                nullable = true,
                example = "0.5")
        @Nullable BigDecimal refillPerSecond,

        @Schema(
                description = "enforce refuses; shadow only counts what it would have refused.",
                implementation = Mode.class,
                defaultValue = "enforce",
                nullable = true)
        @Nullable Mode mode,

        @Schema(description = "Whether it is switched off from the start.", nullable = true, example = "false")
        @Nullable Boolean paused,

        @Schema(
                description = "From when on it has no effect, by the database's clock; never when absent.",
                nullable = true,
                example = "2027-01-01T00:00:00Z")
        @Nullable Instant expiresAt)
        implements JsonBody {
    Limits limits() {
        return new Limits(maxActive, maxPerHour, burstCapacity, refillPerSecond);
    }
}
