package headroom.breaker.boundary;

import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.WindowType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a breaker judges, as it is shown. */
@Schema(name = "BreakerConfiguration", description = "How a breaker judges.")
public record ConfigurationView(
        @Schema(
                description = "Opens at this rate of failures.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "50.00")
        BigDecimal failureRatePercent,

        @Schema(
                description = "Opens at this rate of slow calls.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "100.00")
        BigDecimal slowCallRatePercent,

        @Schema(
                description = "From so many milliseconds on a call is slow.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "60000")
        long slowCallMs,

        @Schema(
                description = "With fewer calls in the window no rate opens.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "100")
        int minimumCalls,

        @Schema(
                description = "What the window's size counts.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "count")
        WindowType windowType,

        @Schema(description = "Calls, or seconds.", requiredMode = Schema.RequiredMode.REQUIRED, example = "100")
        int windowSize,

        @Schema(
                description = "Opens after so many failures in a row; null where it does not.",
                nullable = true,
                example = "5")
        @Nullable Integer consecutiveFailures,

        @Schema(
                description = "How long it stays open at first, in milliseconds.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "60000")
        long openDelayMs,

        @Schema(
                description = "What each reopening in a row multiplies that by.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1.00")
        BigDecimal openDelayFactor,

        @Schema(
                description = "The longest that it stays open, in milliseconds.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "3600000")
        long openDelayMaxMs,

        @Schema(
                description = "How many probes there are at once in the cluster, and decide.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "10")
        int halfOpenCalls,

        @Schema(
                description = "Whether the first failed probe reopens.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "false")
        boolean halfOpenFailFast,

        @Schema(
                description = "How long it may be half open without a decision, in milliseconds.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "300000")
        long halfOpenMaxMs,

        @Schema(
                description = "How many callers must see the service ill.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1")
        int quorumCallers) {
    static ConfigurationView of(Configuration configuration) {
        return new ConfigurationView(
                configuration.failureRatePercent(),
                configuration.slowCallRatePercent(),
                configuration.slowCallMs(),
                configuration.minimumCalls(),
                configuration.windowType(),
                configuration.windowSize(),
                configuration.consecutiveFailures(),
                configuration.openDelayMs(),
                configuration.openDelayFactor(),
                configuration.openDelayMaxMs(),
                configuration.halfOpenCalls(),
                configuration.halfOpenFailFast(),
                configuration.halfOpenMaxMs(),
                configuration.quorumCallers());
    }
}
