package headroom.kernel;

import java.util.Arrays;
import java.util.Optional;

/** What the service tells others of: the closed vocabulary of its events, each with its CloudEvents type. */
public enum AlertType {
    /** A quota's usage rose over one of its thresholds. */
    QUOTA_THRESHOLD("headroom.quota.threshold"),
    /** It fell below again, and stayed there. */
    QUOTA_CLEARED("headroom.quota.cleared"),
    /** A quota will be used up before long if usage goes on growing as it does. */
    QUOTA_FORECAST("headroom.quota.forecast"),
    /** Counters and allocations of a quota disagree. */
    QUOTA_VERIFY_DIFFERENCE("headroom.quota.verify_difference"),
    BREAKER_OPENED("headroom.breaker.opened"),
    BREAKER_HALF_OPEN("headroom.breaker.half_open"),
    BREAKER_CLOSED("headroom.breaker.closed"),
    /** A person laid a mode on a breaker. */
    BREAKER_FORCED("headroom.breaker.forced"),
    TENANT_PAUSED("headroom.tenant.paused"),
    /** A signed head of the audit trail is not that of the trail. */
    AUDIT_HEAD_MISMATCH("headroom.audit.head_mismatch");

    private final String type;

    AlertType(String type) {
        this.type = type;
    }

    /** As CloudEvents' {@code type}. */
    public String type() {
        return type;
    }

    public static Optional<AlertType> of(String type) {
        return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
    }
}
