package headroom.breaker.boundary;

import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.WindowType;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a breaker shall judge, whole: what is absent or null is as in the configuration that it is laid over. */
@MaxBody
@Schema(
        name = "BreakerConfigurationRequest",
        description = "How a breaker shall judge. What is absent or null is as the tenant's default has it, or for that"
                + " itself as the service's.")
public record ConfigurationRequest(
        @Schema(
                description = "Opens at this rate of failures: above 0, at most 100, 2 fraction digits.",
                nullable = true,
                type = "number",
                example = "50")
        @Nullable BigDecimal failureRatePercent,

        @Schema(
                description = "Opens at this rate of slow calls: above 0, at most 100, 2 fraction digits.",
                nullable = true,
                type = "number",
                example = "100")
        @Nullable BigDecimal slowCallRatePercent,

        @Schema(
                description = "From so many milliseconds on a call is slow: 1 to 3600000.",
                nullable = true,
                example = "60000")
        @Nullable Integer slowCallMs,

        @Schema(
                description =
                        "With fewer calls in the window no rate opens: 1 to 10000, in a count window at most its size.",
                nullable = true,
                example = "100")
        @Nullable Integer minimumCalls,

        @Schema(description = "What the window's size counts.", nullable = true, example = "count") @Nullable WindowType windowType,

        @Schema(description = "Calls, 1 to 10000, or seconds, 1 to 3600.", nullable = true, example = "100") @Nullable Integer windowSize,

        @Schema(description = "Opens after so many failures in a row: 1 to 10000.", nullable = true, example = "5")
        @Nullable Integer consecutiveFailures,

        @Schema(
                description = "How long it stays open at first, in milliseconds: 1 to 86400000.",
                nullable = true,
                example = "60000")
        @Nullable Integer openDelayMs,

        @Schema(
                description = "What each reopening in a row multiplies that by: 1.00 to 100.00.",
                nullable = true,
                type = "number",
                example = "1.5")
        @Nullable BigDecimal openDelayFactor,

        @Schema(
                description = "The longest that it stays open, in milliseconds: open_delay_ms to 86400000.",
                nullable = true,
                example = "3600000")
        @Nullable Integer openDelayMaxMs,

        @Schema(
                description = "How many probes there are at once in the cluster, and decide: 1 to 1000.",
                nullable = true,
                example = "10")
        @Nullable Integer halfOpenCalls,

        @Schema(description = "Whether the first failed probe reopens.", nullable = true, example = "false") @Nullable Boolean halfOpenFailFast,

        @Schema(
                description = "How long it may be half open without a decision, in milliseconds: 1 to 86400000.",
                nullable = true,
                example = "300000")
        @Nullable Integer halfOpenMaxMs,

        @Schema(description = "How many callers must see the service ill: 1 to 100.", nullable = true, example = "1")
        @Nullable Integer quorumCallers)
        implements JsonBody {
    /** The configuration, laid over another. */
    Configuration over(Configuration base) {
        return new Configuration(
                Objects.requireNonNullElse(failureRatePercent, base.failureRatePercent()),
                Objects.requireNonNullElse(slowCallRatePercent, base.slowCallRatePercent()),
                or(slowCallMs, base.slowCallMs()),
                (int) or(minimumCalls, base.minimumCalls()),
                Objects.requireNonNullElse(windowType, base.windowType()),
                (int) or(windowSize, base.windowSize()),
                consecutiveFailures == null ? base.consecutiveFailures() : consecutiveFailures,
                or(openDelayMs, base.openDelayMs()),
                Objects.requireNonNullElse(openDelayFactor, base.openDelayFactor()),
                or(openDelayMaxMs, base.openDelayMaxMs()),
                (int) or(halfOpenCalls, base.halfOpenCalls()),
                Objects.requireNonNullElse(halfOpenFailFast, base.halfOpenFailFast()),
                or(halfOpenMaxMs, base.halfOpenMaxMs()),
                (int) or(quorumCallers, base.quorumCallers()));
    }

    private static long or(@Nullable Integer given, long otherwise) {
        return given == null ? otherwise : given;
    }
}
