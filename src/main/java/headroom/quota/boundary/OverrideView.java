package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.rule.LimitOverride;
import headroom.quota.rule.LimitOverride.Kind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A limit that is another one for a while, as it is shown. */
@Schema(name = "LimitOverride", description = "A limit that is another one for a while.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OverrideView(
        @Schema(description = "Names the override.") UUID id,

        @Schema(
                description = "What is added to the limit; or absolute.",
                type = "number",
                nullable = true,
                example = "50")
        @Nullable Amount delta,

        @Schema(description = "What the limit is; or delta.", type = "number", nullable = true, example = "200")
        @Nullable Amount absolute,

        @Schema(description = "The first instant at which it is in force.")
        Instant from,

        @Schema(description = "The first instant at which it is no more.")
        Instant until,

        @Schema(description = "Whether it is in force now.") boolean inForce,

        @Schema(description = "Why.", nullable = true, example = "launch of the new model") @Nullable String reason,

        @Schema(description = "The ticket.", nullable = true, example = "OPS-7") @Nullable String ticket,

        @Schema(description = "When it was made.") Instant createdAt) {

    public static OverrideView of(Noted noted, Instant now) {
        LimitOverride override = noted.override();
        boolean absolute = override.kind() == Kind.ABSOLUTE;
        return new OverrideView(
                override.id(),
                absolute ? null : override.amount(),
                absolute ? override.amount() : null,
                override.from(),
                override.until(),
                override.isInForce(now),
                noted.reason(),
                noted.ticket(),
                noted.createdAt());
    }
}
