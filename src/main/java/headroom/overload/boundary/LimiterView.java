package headroom.overload.boundary;

import headroom.overload.control.ConcurrencyLimiter;
import headroom.overload.control.Limiters.Named;
import headroom.overload.rule.LimitOptions;
import headroom.overload.rule.LimitOptions.Algorithm;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A limiter of this server, before something that it calls. */
@Schema(name = "Limiter", description = "A limiter of this server, before something that it calls.")
public record LimiterView(
        @Schema(
                description = "Names it on this server.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "webhook-9f3a1c0b77d2")
        String name,

        @Schema(
                description = "What kind of service it stands before.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "webhook")
        String kind,

        @Schema(description = "For whom; null where for nobody.", nullable = true, example = "acme") @Nullable String tenant,

        @Schema(
                description = "Before what.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "hooks.acme.example:443")
        String target,

        @Schema(
                description = "How the limit moves.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "gradient2")
        Algorithm algorithm,

        @Schema(
                description = "Calls that may be under way at once, as was learnt.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "4")
        int limit,

        @Schema(
                description = "What is left of that under the pressure from there: all, half, one probe or none.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "4")
        int allowed,

        @Schema(description = "The limit is never below.", requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        int least,

        @Schema(description = "And never above.", requiredMode = Schema.RequiredMode.REQUIRED, example = "4")
        int most,

        @Schema(description = "Calls under way.", requiredMode = Schema.RequiredMode.REQUIRED, example = "1")
        int inFlight,

        @Schema(
                description = "Callers that wait for a permit.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "0")
        int waiting) {
    static LimiterView of(Named named) {
        ConcurrencyLimiter limiter = named.limiter();
        LimitOptions options = limiter.adaptive().options();
        String tenant = named.target().tenant();
        return new LimiterView(
                named.name(),
                named.target().kind(),
                tenant.isEmpty() ? null : tenant,
                named.target().name(),
                options.algorithm(),
                limiter.adaptive().limit(),
                limiter.allowed(),
                options.least(),
                options.most(),
                limiter.inFlight(),
                limiter.waiting());
    }
}
