package headroom.breaker.entity;

import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.WindowType;
import headroom.kernel.Constants;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A configuration as columns. */
@Embeddable
public class ConfigurationColumns {
    @Column(name = "failure_rate_percent")
    private BigDecimal failureRatePercent;

    @Column(name = "slow_call_rate_percent")
    private BigDecimal slowCallRatePercent;

    @Column(name = "slow_call_ms")
    private long slowCallMs;

    @Column(name = "minimum_calls")
    private int minimumCalls;

    @Column(name = "window_type")
    private String windowType;

    @Column(name = "window_size")
    private int windowSize;

    @Column(name = "consecutive_failures")
    private @Nullable Integer consecutiveFailures;

    @Column(name = "open_delay_ms")
    private long openDelayMs;

    @Column(name = "open_delay_factor")
    private BigDecimal openDelayFactor;

    @Column(name = "open_delay_max_ms")
    private long openDelayMaxMs;

    @Column(name = "half_open_calls")
    private int halfOpenCalls;

    @Column(name = "half_open_fail_fast")
    private boolean halfOpenFailFast;

    @Column(name = "half_open_max_ms")
    private long halfOpenMaxMs;

    @Column(name = "quorum_callers")
    private int quorumCallers;

    protected ConfigurationColumns() {}

    ConfigurationColumns(Configuration configuration) {
        failureRatePercent = configuration.failureRatePercent();
        slowCallRatePercent = configuration.slowCallRatePercent();
        slowCallMs = configuration.slowCallMs();
        minimumCalls = configuration.minimumCalls();
        windowType = Constants.written(configuration.windowType());
        windowSize = configuration.windowSize();
        consecutiveFailures = configuration.consecutiveFailures();
        openDelayMs = configuration.openDelayMs();
        openDelayFactor = configuration.openDelayFactor();
        openDelayMaxMs = configuration.openDelayMaxMs();
        halfOpenCalls = configuration.halfOpenCalls();
        halfOpenFailFast = configuration.halfOpenFailFast();
        halfOpenMaxMs = configuration.halfOpenMaxMs();
        quorumCallers = configuration.quorumCallers();
    }

    Configuration configuration() {
        return new Configuration(
                failureRatePercent,
                slowCallRatePercent,
                slowCallMs,
                minimumCalls,
                Constants.read(WindowType.class, windowType),
                windowSize,
                consecutiveFailures,
                openDelayMs,
                openDelayFactor,
                openDelayMaxMs,
                halfOpenCalls,
                halfOpenFailFast,
                halfOpenMaxMs,
                quorumCallers);
    }
}
