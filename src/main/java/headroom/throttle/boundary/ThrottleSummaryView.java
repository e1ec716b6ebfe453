package headroom.throttle.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Hindrance;
import headroom.throttle.rule.LimitKind;
import headroom.throttle.rule.Mode;
import headroom.throttle.rule.Throttle;
import headroom.throttle.rule.Throttle.Level;
import headroom.throttle.rule.Tokens;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of a throttle is in use, at one moment. */
@Schema(
        name = "ThrottleSummary",
        description =
                "What of a throttle is in use. The tightest of its limits stands in front: the one that lasts longest, else the one that is used up most.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ThrottleSummaryView(
        @Schema(description = "The throttle.") UUID throttleId,

        @Schema(description = "Whom it binds; * for all tenants together.", example = "default")
        String tenant,

        @Schema(description = "The job type, or *.", example = "import")
        String jobType,

        @Schema(description = "The source, or *.", example = "*")
        String source,

        @Schema(description = "What it does with what it has no room for.", implementation = Mode.class)
        Mode mode,

        @Schema(description = "Whether it has an effect.", implementation = ThrottleState.class)
        ThrottleState state,

        @Schema(description = "Which of its limits is the tightest.", implementation = LimitKind.class)
        LimitKind limitKind,

        @Schema(description = "What of that is in use.", example = "3")
        long used,

        @Schema(description = "What that is.", example = "5")
        long limit,

        @Schema(
                description =
                        "From when on a permit of cost 1 fits it, if nothing else is granted: now where it does; null where nobody knows.",
                nullable = true)
        @Nullable Instant nextEligibleAt,

        @Schema(description = "Live permits that it counts.", example = "3")
        int active,

        @Schema(
                description = "Whole tokens in the bucket; null where it has none.",
                type = "integer",
                nullable = true,
                example = "17")
        @Nullable Long tokens,

        @Schema(description = "How often it had no room in shadow mode.", example = "0")
        long wouldHaveRefused,

        @Schema(description = "Each of its limits.") List<LimitView> limits) {

    /** One limit of a throttle. */
    @Schema(name = "ThrottleLimit", description = "One limit of a throttle.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record LimitView(
            @Schema(description = "Which.", implementation = LimitKind.class)
            LimitKind kind,

            @Schema(description = "What of it is in use.", example = "3")
            long used,

            @Schema(description = "What it is.", example = "5")
            long limit,

            @Schema(description = "From when on a permit of cost 1 fits it; null where nobody knows.", nullable = true)
            @Nullable Instant nextEligibleAt) {}

    /** The throttle must know of what is overdue. */
    static ThrottleSummaryView of(StoredThrottle stored, Instant now) {
        Throttle throttle = stored.throttle();
        boolean free = !throttle.isInForce(now);
        Hindrance tightest = throttle.tightest(1, now).hindrance();
        Tokens tokens = throttle.use().tokens();
        return new ThrottleSummaryView(
                throttle.id(),
                stored.owner(),
                throttle.aim().jobType(),
                throttle.aim().source(),
                throttle.mode(),
                ThrottleState.of(throttle, now),
                tightest.kind(),
                tightest.used(),
                tightest.limit(),
                free ? now : tightest.eligibleAt(),
                throttle.use().live(),
                tokens == null ? null : tokens.at(now).available(),
                throttle.wouldHaveRefused(),
                throttle.levels(1, now).stream()
                        .map(Level::hindrance)
                        .map(level -> new LimitView(
                                level.kind(), level.used(), level.limit(), free ? now : level.eligibleAt()))
                        .toList());
    }
}
