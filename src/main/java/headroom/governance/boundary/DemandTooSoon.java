package headroom.governance.boundary;

import headroom.governance.rule.DemandPace;
import headroom.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A member has reported too many demands in a row.
 *
 * @param retryIn how long until it may report the next; more than zero
 */
record DemandTooSoon(Instant now, Duration retryIn) implements Refusal {
    private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

    @Override
    public Kind kind() {
        return Kind.THROTTLED;
    }

    @Override
    public String detail() {
        return "a member reports " + DemandPace.AT_ONCE + " demands in a row, then one every "
                + DemandPace.INTERVAL.toSeconds() + " s; the demand stays as it was";
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("retry_at", now.plus(retryIn));
    }

    /** Whole seconds, never too few. */
    long retryAfterSeconds() {
        return retryIn.plus(ALMOST_A_SECOND).toSeconds();
    }
}
