package headroom.kernel;

import java.util.Arrays;
import java.util.Optional;

/** What alerts tell of, by the {@code type} of their CloudEvents. The set is closed: a name stays what it is. */
public enum AlertType {
    /** Usage has come to a threshold of a quota. */
    QUOTA_THRESHOLD("headroom.quota.threshold", Effect.RAISES),
    /** Usage has been below the threshold for long enough. */
    QUOTA_CLEARED("headroom.quota.cleared", Effect.CLEARS),
    /** A quota will be exhausted within three days if usage grows as it did today. */
    QUOTA_FORECAST("headroom.quota.forecast", Effect.RAISES),
    /** It will not, any more. */
    QUOTA_FORECAST_CLEARED("headroom.quota.forecast_cleared", Effect.CLEARS),
    /** Counters are not what the allocations add up to. */
    QUOTA_VERIFY_DIFFERENCE("headroom.quota.verify_difference", Effect.RAISES),
    /** They are again. */
    QUOTA_VERIFIED("headroom.quota.verified", Effect.CLEARS),
    /** A breaker lets no call through. */
    BREAKER_OPENED("headroom.breaker.opened", Effect.RAISES),
    /** A breaker lets some calls through, to see. */
    BREAKER_HALF_OPEN("headroom.breaker.half_open", Effect.RAISES),
    /** A breaker lets calls through. */
    BREAKER_CLOSED("headroom.breaker.closed", Effect.CLEARS),
    /** A person has laid a mode on a breaker. */
    BREAKER_FORCED("headroom.breaker.forced", Effect.RAISES),
    /** The mode has ended. */
    BREAKER_UNFORCED("headroom.breaker.unforced", Effect.CLEARS),
    /** A tenant was paused. */
    TENANT_PAUSED("headroom.tenant.paused", Effect.RAISES),
    /** The pause has ended. */
    TENANT_RESUMED("headroom.tenant.resumed", Effect.CLEARS),
    /** The audit trail is not what was written. */
    AUDIT_HEAD_MISMATCH("headroom.audit.head_mismatch", Effect.RAISES),
    /** It was examined again and is. */
    AUDIT_CONFIRMED("headroom.audit.confirmed", Effect.CLEARS);

    /** What news of a type does to the alert that it is about. */
    public enum Effect {
        /** Opens it, or brings an open one up to date. */
        RAISES,
        /** Ends it. */
        CLEARS
    }

    private final String type;
    private final Effect effect;

    AlertType(String type, Effect effect) {
        this.type = type;
        this.effect = effect;
    }

    /** As it stands in messages. */
    public String type() {
        return type;
    }

    /** What it does to its alert. */
    public Effect effect() {
        return effect;
    }

    /** The type of that name. */
    public static Optional<AlertType> of(String type) {
        return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
    }
}
