package headroom.throttle.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.throttle.rule.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why something cannot be done with a throttle. */
final class ThrottleRefusals {
    private ThrottleRefusals() {}

    static Refusal noThrottle(UUID id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no throttle " + id);
    }

    static Refusal tooMany(int most) {
        return Refusal.of(
                Refusal.Kind.CONFLICT, "there are " + most + " throttles, as many as may be; delete one before");
    }

    static Refusal exists(UUID other) {
        return Refusal.of(
                Refusal.Kind.ALREADY_EXISTS,
                "there is a throttle of this mode for this job_type and source",
                Map.of("throttle_id", other));
    }

    static Refusal platformOnly() {
        return Refusal.of(Refusal.Kind.FORBIDDEN, "a throttle for all tenants needs orch:platform");
    }

    /** The rules that a throttle would break. */
    static Optional<Refusal> broken(Limits limits, @Nullable Instant expiresAt, Instant now) {
        List<FieldError> broken = new ArrayList<>(limits.brokenRules());
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            broken.add(new FieldError("expires_at", "must be in the future, was " + expiresAt));
        }
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(Refusal.Kind.VALIDATION, "the throttle breaks its rules", broken));
    }
}
