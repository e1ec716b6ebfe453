package headroom.throttle.boundary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits of the wire for permits. */
final class PermitWire {
    static final int MAX_COST = 1_000;
    static final int MAX_PRIORITY = 9;

    /** A permit ends by itself after this time where its caller names none. */
    static final Duration EXPIRES_IN = Duration.ofMinutes(10);

    static final Duration MIN_EXPIRES_IN = Duration.ofSeconds(1);

    /** Nobody who died should keep a place for longer. */
    static final Duration MAX_EXPIRES_IN = Duration.ofHours(24);

    /** A job is no longer than its permit. */
    static final int MAX_DURATION_MS = 86_400_000;

    private PermitWire() {}

    /** What a body lacks is null whatever its type says, until it was validated. */
    static boolean isPresent(@Nullable Object value) {
        return value != null;
    }

    static boolean isExpiry(@Nullable Duration expiresIn) {
        return expiresIn == null
                || (expiresIn.compareTo(MIN_EXPIRES_IN) >= 0 && expiresIn.compareTo(MAX_EXPIRES_IN) <= 0);
    }
}
