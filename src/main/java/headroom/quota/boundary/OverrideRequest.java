package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Purpose;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.quota.rule.LimitOverride;
import headroom.quota.rule.LimitOverride.Kind;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A limit that is to be another one for a while. */
@MaxBody
@Schema(description = "A limit that is to be another one for a while: an absolute one, or by so much more or less.")
public record OverrideRequest(
        @Schema(
                description = "What is added to the limit; less where it is negative. This or absolute.",
                type = "number",
                minimum = "-1000000000000000",
                maximum = "1000000000000000",
                nullable = true,
                example = "50")
        @DecimalMin("-1000000000000000") @DecimalMax("1000000000000000") @Digits(integer = 16, fraction = 4) @Nullable BigDecimal delta,

        @Schema(
                description = "What the limit is. This or delta. Absolute ones never overlap.",
                type = "number",
                minimum = "0",
                maximum = "1000000000000000",
                nullable = true,
                example = "200")
        @Nullable Amount absolute,

        @Schema(
                description = "The first instant at which it is in force, by the database's clock; now when absent.",
                nullable = true,
                example = "2026-12-01T00:00:00Z")
        @Nullable Instant from,

        @Schema(
                description = "The first instant at which it is no more; at most 366 days after from.",
                example = "2026-12-02T00:00:00Z")
        @NotNull Instant until,

        @Schema(
                description = "Why; what the token says when absent.",
                nullable = true,
                example = "launch of the new model")
        @Size(min = 1, max = MAX_REASON) @Nullable String reason,

        @Schema(description = "The ticket; the token's when absent.", nullable = true, example = "OPS-7")
        @Size(min = 1, max = MAX_REASON) @Nullable String ticket)
        implements JsonBody {

    /** As long as a token's own. */
    static final int MAX_REASON = 256;

    /** What lasts longer is a limit. */
    private static final Duration LONGEST = Duration.ofDays(366);

    @AssertTrue(message = "give delta or absolute, and not both") @Schema(hidden = true)
    boolean isDelta() {
        return (delta == null) != (absolute == null);
    }

    /** The override, where its window can be one; else what is wrong with it. */
    public LimitOverride at(UUID id, Instant now) {
        return new LimitOverride(
                id,
                absolute == null ? Kind.DELTA : Kind.ABSOLUTE,
                absolute == null ? Amount.of(delta == null ? BigDecimal.ZERO : delta) : absolute,
                from == null ? now : from,
                until);
    }

    /** What is wrong with its window at {@code now}; nothing when null. */
    public @Nullable String brokenWindow(Instant now) {
        Instant begin = from == null ? now : from;
        if (!until.isAfter(now) || !until.isAfter(begin)) {
            return "must be in the future, and after from";
        }
        return until.isAfter(begin.plus(LONGEST)) ? "must be at most 366 days after from" : null;
    }

    public @Nullable String reasonOr(@Nullable Purpose stated) {
        return reason == null && stated != null ? stated.reason() : reason;
    }

    public @Nullable String ticketOr(@Nullable Purpose stated) {
        return ticket == null && stated != null ? stated.ticket() : ticket;
    }
}
