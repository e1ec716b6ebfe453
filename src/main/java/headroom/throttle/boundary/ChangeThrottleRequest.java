package headroom.throttle.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.Patch;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Mode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a throttle: what is absent stays, null removes a limit or the end. */
@MaxBody
@Schema(
        description =
                "A change of a throttle: what is absent stays as it is, null removes. What it is aimed at stays for ever. Reason and ticket come from the token.")
public record ChangeThrottleRequest(
        @Schema(
                description = "Permits that are live at once; null removes it.",
                implementation = Integer.class,
                minimum = "0",
                maximum = "1000000",
                nullable = true,
                example = "8")
        Patch<Integer> maxActive,

        @Schema(
                description = "Cost of what is granted in any hour; null removes it.",
                implementation = Integer.class,
                minimum = "1",
                maximum = "1000000",
                nullable = true,
                example = "300")
        Patch<Integer> maxPerHour,

        @Schema(
                description = "Tokens that the bucket holds, what is in it stays as far as it fits; null removes it.",
                implementation = Integer.class,
                minimum = "1",
                maximum = "1000000",
                nullable = true,
                example = "30")
        Patch<Integer> burstCapacity,

        @Schema(
                description = "Tokens that come back each second; null removes it.",
                implementation = BigDecimal.class,
                minimum = "0.001",
                maximum = "1000000",
                nullable = true,
                example = "1.5")
        Patch<BigDecimal> refillPerSecond,

        @Schema(
                description = "enforce refuses; shadow only counts what it would have refused.",
                implementation = Mode.class,
                nullable = true)
        @Nullable Mode mode,

        @Schema(description = "Whether it is switched off.", nullable = true, example = "false") @Nullable Boolean paused,

        @Schema(
                description = "From when on it has no effect; null for never.",
                implementation = Instant.class,
                nullable = true,
                example = "2027-01-01T00:00:00Z")
        Patch<Instant> expiresAt)
        implements JsonBody {
    /** The limits after the change. */
    Limits limits(Limits before) {
        return new Limits(
                maxActive.after(before.maxActive()),
                maxPerHour.after(before.maxPerHour()),
                burstCapacity.after(before.burstCapacity()),
                refillPerSecond.after(before.refillPerSecond()));
    }

    /** One that only switches it. */
    static ChangeThrottleRequest switching(boolean off) {
        return new ChangeThrottleRequest(
                Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(), null, off, Patch.absent());
    }
}
